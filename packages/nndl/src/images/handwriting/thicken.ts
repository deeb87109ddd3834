import type { GreyImage } from "./grey-image.ts";

/**
 * The typical width of the strokes, in pixels: twice their area over the length of their outline, which for a long line
 * is its width. The outline's length is the sum of the steepness over all places, however soft the edges are.
 */
export function strokeWidth({ width, height, values }: GreyImage): number {
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : values[y * width + x]);
  let area = 0;
  let outline = 0;
  for (let y = -1; y < height; y++) {
    for (let x = -1; x < width; x++) {
      const here = at(x, y);
      area += here;
      outline += Math.hypot(at(x + 1, y) - here, at(x, y + 1) - here);
    }
  }
  return outline === 0 ? 0 : (2 * area) / outline;
}

/** Makes strokes wider by a number of pixels, as a broader pen would have drawn them. */
export function thicken(ink: GreyImage, by: number): GreyImage {
  const radius = by / 2;
  const reach = Math.ceil(radius);
  const values = ink.values.slice();
  const side = 2 * reach + 1;
  // The pen is round, and its rim covers pixels in part.
  const pen = Float64Array.from({ length: side * side }, (_, i) => {
    const [u, v] = [(i % side) - reach, Math.floor(i / side) - reach];
    return Math.max(0, Math.min(1, radius + 1 - Math.hypot(u, v)));
  });
  const { width, height } = ink;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = ink.values[y * width + x];
      if (value === 0) continue;
      for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++)
        for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
          const inked = value * pen[(v - y + reach) * side + u - x + reach];
          if (inked > values[v * width + u]) values[v * width + u] = inked;
        }
    }
  return { ...ink, values };
}
