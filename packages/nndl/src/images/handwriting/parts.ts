/** Connected parts of a mask, and what they look like. */

/** A picture of yes and no: 1 where there is something. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** What hangs together (corners connect). */
export interface Part {
  /** Its pixels, as places in the mask. */
  readonly places: Int32Array;
  readonly left: number;
  readonly top: number;
  /** The first column and row after it. */
  readonly right: number;
  readonly bottom: number;
  /** Sides of pixels that lie between it and what it is not. */
  readonly outline: number;
  /** How many of its pixels lie on the picture's edge. */
  readonly onEdge: number;
}

export function partsOf({ width, height, values }: Mask): Part[] {
  const seen = new Uint8Array(values.length);
  const queue = new Int32Array(values.length);
  const parts: Part[] = [];
  for (let start = 0; start < values.length; start++) {
    if (values[start] === 0 || seen[start] === 1) continue;
    let [next, end] = [0, 1];
    queue[0] = start;
    seen[start] = 1;
    let [left, right, top, bottom, outline, onEdge] = [width, 0, height, 0, 0, 0];
    while (next < end) {
      const place = queue[next++];
      const y = Math.floor(place / width);
      const x = place - y * width;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      if (y >= bottom) bottom = y + 1;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) onEdge++;
      if (x === 0 || values[place - 1] === 0) outline++;
      if (x === width - 1 || values[place + 1] === 0) outline++;
      if (y === 0 || values[place - width] === 0) outline++;
      if (y === height - 1 || values[place + width] === 0) outline++;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const neighbour = v * width + u;
          if (values[neighbour] === 0 || seen[neighbour] === 1) continue;
          seen[neighbour] = 1;
          queue[end++] = neighbour;
        }
    }
    parts.push({ places: queue.slice(0, end), left, right, top, bottom, outline, onEdge });
  }
  return parts;
}

export const widthOf = ({ left, right }: Part) => right - left;
export const heightOf = ({ top, bottom }: Part) => bottom - top;
export const longerSide = (part: Part) => Math.max(widthOf(part), heightOf(part));

/**
 * How wide its strokes are, as a share of its longer side: twice its area over the length of its outline. A digit's are
 * narrower than a third; a disc's are a half. The outline of pixels is longer than a smooth one, by 4/π on average.
 */
export function compactness(part: Part): number {
  return (2 * part.places.length) / (part.outline * (Math.PI / 4)) / longerSide(part);
}

/**
 * The widest place of it, as a share of its longer side: twice the largest distance of a pixel to what is outside, by
 * steps of 3 straight and 4 aslant.
 */
export function fatness(part: Part, maskWidth: number): number {
  const [width, height] = [widthOf(part) + 2, heightOf(part) + 2];
  const distances = new Int32Array(width * height);
  for (const place of part.places) {
    const y = Math.floor(place / maskWidth);
    distances[(y - part.top + 1) * width + (place - y * maskWidth) - part.left + 1] = 1 << 20;
  }
  const nearer = (i: number, step: number) => {
    const straight = Math.min(distances[i - step], distances[i - step * width]) + 3;
    const aslant = Math.min(distances[i - step * (width + 1)], distances[i - step * (width - 1)]) + 4;
    if (distances[i] > 0) distances[i] = Math.min(distances[i], straight, aslant);
  };
  for (let i = width + 1; i < distances.length - width - 1; i++) nearer(i, 1);
  let most = 0;
  for (let i = distances.length - width - 2; i > width; i--) {
    nearer(i, -1);
    if (distances[i] > most) most = distances[i];
  }
  return (2 * most) / 3 / longerSide(part);
}

/** A digit's strokes are narrower than this share of its longer side. */
const mostCompact = 0.42;

/** Whether it can be written: made of strokes, and no disc, no patch. */
export const isStroke = (part: Part) => compactness(part) < mostCompact;

/** One part of two, or of more. */
export function joined(parts: readonly Part[]): Part {
  const places = new Int32Array(parts.reduce((sum, part) => sum + part.places.length, 0));
  let at = 0;
  for (const part of parts) {
    places.set(part.places, at);
    at += part.places.length;
  }
  return {
    places,
    left: Math.min(...parts.map(({ left }) => left)),
    right: Math.max(...parts.map(({ right }) => right)),
    top: Math.min(...parts.map(({ top }) => top)),
    bottom: Math.max(...parts.map(({ bottom }) => bottom)),
    outline: parts.reduce((sum, { outline }) => sum + outline, 0),
    onEdge: parts.reduce((sum, { onEdge }) => sum + onEdge, 0),
  };
}
