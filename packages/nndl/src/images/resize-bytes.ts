/** The old pixels in a row that make a new one, and how much each counts; the shares add up to 1. */
interface Mixture {
  readonly first: number;
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
  const columns = mixtures(image.width, width);
  const rows = mixtures(image.height, height);
  const narrow = new Float64Array(channels * width * image.height);
  for (let y = 0; y < image.height; y++)
    columns.forEach(({ first, shares }, x) => {
      for (let i = 0; i < shares.length; i++)
        for (let c = 0; c < channels; c++)
          narrow[channels * (y * width + x) + c]! +=
            shares[i]! * image.pixels[channels * (y * image.width + first + i) + c]!;
    });
  const pixels = new Uint8Array(channels * width * height);
  const line = new Float64Array(channels * width);
  rows.forEach(({ first, shares }, y) => {
    line.fill(0);
    shares.forEach((share, i) => {
      const start = channels * (first + i) * width;
      for (let j = 0; j < line.length; j++) line[j]! += share * narrow[start + j]!;
    });
    for (let j = 0; j < line.length; j++) pixels[channels * y * width + j] = Math.floor(line[j]! + 0.5);
  });
  return pixels;
}

/** Those of the last sizes: a folder's pictures are mostly of one size. */
const known = new Map<string, readonly Mixture[]>();
const mostKnown = 100;

function mixtures(before: number, after: number): readonly Mixture[] {
  const key = `${before} ${after}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const step = before / after;
  const reach = Math.max(1, step);
  const made = Array.from({ length: after }, (_, place) => {
    const centre = (place + 0.5) * step;
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(before, Math.floor(centre + reach + 0.5));
    const shares = Float64Array.from({ length: end - first }, (_, i) =>
      Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / reach),
    );
    const sum = shares.reduce((total, share) => total + share, 0);
    return { first, shares: shares.map((share) => share / sum) };
  });
  if (known.size >= mostKnown) known.clear();
  known.set(key, made);
  return made;
}
