/**
 * The old pixels in a row that make each new one, and how much each counts; the shares of each add up to 1. All in two arrays:
 * a folder of pictures goes through them some hundred million times.
 */
interface Mixtures {
  /** The first old pixel of each new one, and where its shares begin; and the end of the last. */
  readonly firsts: Int32Array;
  readonly starts: Int32Array;
  readonly shares: Float64Array;
}

/** Bytes of some channels for each pixel, row by row from the top. */
export interface ChannelImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * An image in another size: each new pixel is a mean of the old ones about it, weighted by a triangle that is as wide as two
 * new pixels, or two old ones where these are larger. One pass along the rows, one along the columns, rounded at the end.
 */
export function resizeBytes(image: ChannelImage, channels: number, width: number, height: number): Uint8Array {
  const narrow = alongRows(image, channels, width);
  const { firsts, starts, shares } = mixtures(image.height, height);
  const step = channels * width;
  const pixels = new Uint8Array(step * height);
  const line = new Float64Array(step);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    for (let k = starts[y]!, row = firsts[y]!; k < starts[y + 1]!; k++, row++) {
      const share = shares[k]!;
      const start = row * step;
      for (let j = 0; j < step; j++) line[j]! += share * narrow[start + j]!;
    }
    const to = y * step;
    for (let j = 0; j < step; j++) pixels[to + j] = Math.floor(line[j]! + 0.5);
  }
  return pixels;
}

function alongRows(image: ChannelImage, channels: number, width: number): Float64Array {
  const { pixels } = image;
  const { firsts, starts, shares } = mixtures(image.width, width);
  const narrow = new Float64Array(channels * width * image.height);
  let to = 0;
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width;
    for (let x = 0; x < width; x++) {
      const [start, end, from] = [starts[x]!, starts[x + 1]!, channels * (row + firsts[x]!)];
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = start, at = from + c; k < end; k++, at += channels) sum += shares[k]! * pixels[at]!;
        narrow[to++] = sum;
      }
    }
  }
  return narrow;
}

/** Those of the last sizes: a folder's pictures are mostly of one size. */
const known = new Map<string, Mixtures>();
const mostKnown = 100;

function mixtures(before: number, after: number): Mixtures {
  const key = `${before} ${after}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const step = before / after;
  const reach = Math.max(1, step);
  const firsts = new Int32Array(after);
  const starts = new Int32Array(after + 1);
  const shares: number[] = [];
  for (let place = 0; place < after; place++) {
    const centre = (place + 0.5) * step;
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(before, Math.floor(centre + reach + 0.5));
    const own = Array.from({ length: end - first }, (_, i) =>
      Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / reach),
    );
    const sum = own.reduce((total, share) => total + share, 0);
    firsts[place] = first;
    for (const share of own) shares.push(share / sum);
    starts[place + 1] = shares.length;
  }
  const made = { firsts, starts, shares: Float64Array.from(shares) };
  if (known.size >= mostKnown) known.clear();
  known.set(key, made);
  return made;
}
