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
  ink.values.forEach((value, i) => {
    if (value === 0) return;
    const [x, y] = [i % ink.width, Math.floor(i / ink.width)];
    for (let v = Math.max(0, y - reach); v <= Math.min(ink.height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(ink.width - 1, x + reach); u++) {
        // The pen is round, and its rim covers pixels in part.
        const covered = Math.max(0, Math.min(1, radius + 1 - Math.hypot(u - x, v - y)));
        values[v * ink.width + u] = Math.max(values[v * ink.width + u], value * covered);
      }
    }
  });
  return { ...ink, values };
}
