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

/**
 * The parts of a mask, from the top.
 *
 * @param fewest what has fewer pixels is left out
 */
export function partsOf({ width, height, values }: Mask, fewest = 1): Part[] {
  // With a rim of nothing, so that no neighbour is outside; 2 where a pixel has its part.
  const wide = width + 2;
  const cells = new Uint8Array(wide * (height + 2));
  for (let y = 0; y < height; y++) cells.set(values.subarray(y * width, (y + 1) * width), (y + 1) * wide + 1);
  const around = [-wide - 1, -wide, -wide + 1, -1, 1, wide - 1, wide, wide + 1];
  let queue = new Int32Array(1 << 12);
  const parts: Part[] = [];
  for (let start = wide; start < cells.length - wide; start++) {
    if (cells[start] !== 1) continue;
    let [next, end, outline] = [0, 1, 0];
    queue[0] = start;
    cells[start] = 2;
    while (next < end) {
      const cell = queue[next++];
      if (end + 8 > queue.length) queue = enlarged(queue);
      for (let i = 0; i < 8; i++) {
        const neighbour = cell + around[i];
        if (cells[neighbour] !== 1) continue;
        cells[neighbour] = 2;
        queue[end++] = neighbour;
      }
      if (cells[cell - 1] === 0) outline++;
      if (cells[cell + 1] === 0) outline++;
      if (cells[cell - wide] === 0) outline++;
      if (cells[cell + wide] === 0) outline++;
    }
    if (end < fewest) continue;
    const places = new Int32Array(end);
    for (let i = 0; i < end; i++) {
      const y = Math.floor(queue[i] / wide);
      places[i] = (y - 1) * width + queue[i] - y * wide - 1;
    }
    parts.push({ places, outline, ...extentOf(places, width, height) });
  }
  return parts;
}

function enlarged(queue: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * queue.length);
  larger.set(queue);
  return larger;
}

function extentOf(places: Int32Array, width: number, height: number): Omit<Part, "places" | "outline"> {
  let [left, right, top, bottom, onEdge] = [width, 0, height, 0, 0];
  for (let i = 0; i < places.length; i++) {
    const y = Math.floor(places[i] / width);
    const x = places[i] - y * width;
    if (x < left) left = x;
    if (x >= right) right = x + 1;
    if (y < top) top = y;
    if (y >= bottom) bottom = y + 1;
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) onEdge++;
  }
  return { left, right, top, bottom, onEdge };
}

/** A part (or some of it) as a mask of its own, with a rim of nothing, one pixel wide. */
export function ownMask(part: Part, maskWidth: number, isOwn: (place: number) => boolean = () => true): Mask {
  const [width, height] = [widthOf(part) + 2, heightOf(part) + 2];
  const values = new Uint8Array(width * height);
  for (const place of part.places) {
    const y = Math.floor(place / maskWidth);
    if (isOwn(place)) values[(y + 1 - part.top) * width + place - y * maskWidth + 1 - part.left] = 1;
  }
  return { width, height, values };
}

/** A part of a part's own mask, as one of the mask that this was taken from. */
export function movedBack(piece: Part, whole: Part, ownWidth: number, { width, height }: Omit<Mask, "values">): Part {
  const places = piece.places.map((place) => {
    const y = Math.floor(place / ownWidth);
    return (y - 1 + whole.top) * width + place - y * ownWidth - 1 + whole.left;
  });
  return { places, outline: piece.outline, ...extentOf(places, width, height) };
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
