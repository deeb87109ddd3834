/** What is drawn with a pen, and what MNIST's networks are shown of it. */
import type { Raster } from "nndl/images";

/** A place on the pad: from 0 to 1 across, and from 0 to 1 down. */
export interface PenPoint {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly PenPoint[];

/** How wide the pen is, as a share of the pad's side. */
export const penWidth = 0.07;

/** Pixels along a side of the drawing before it is scaled down to what a network sees. */
export const side = 112;

/**
 * The strokes as ink, from 0 (none) to 1 (full), `size` × `size`: within half the pen's width of a stroke there is ink,
 * and its edge is one pixel soft.
 */
export function inkOf(strokes: readonly Stroke[], size = side): Float32Array {
  const ink = new Float32Array(size * size);
  const radius = (penWidth * size) / 2;
  for (const stroke of strokes)
    stroke.forEach((to, i) => {
      segment(ink, size, radius, stroke[Math.max(0, i - 1)]!, to);
    });
  return ink;
}

function segment(ink: Float32Array, size: number, radius: number, from: PenPoint, to: PenPoint): void {
  const [x0, y0, x1, y1] = [from.x * size, from.y * size, to.x * size, to.y * size];
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const within = (value: number) => Math.min(size - 1, Math.max(0, Math.floor(value)));
  const reach = radius + 1;
  for (let y = within(Math.min(y0, y1) - reach); y <= within(Math.max(y0, y1) + reach); y++)
    for (let x = within(Math.min(x0, x1) - reach); x <= within(Math.max(x0, x1) + reach); x++) {
      // From the middle of the pixel to the nearest point of the segment.
      const [px, py] = [x + 0.5 - x0, y + 0.5 - y0];
      const part = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
      const distance = Math.hypot(px - part * dx, py - part * dy);
      const amount = Math.min(1, Math.max(0, radius + 0.5 - distance));
      const at = y * size + x;
      if (amount > ink[at]!) ink[at] = amount;
    }
}

/** The drawing as a picture: dark on light, or light on dark; undefined for an empty pad. */
export function pictureOf(strokes: readonly Stroke[], pen: "dark" | "light", size = side): Raster | undefined {
  const ink = inkOf(strokes, size);
  if (!ink.some((value) => value > 0)) return undefined;
  const pixels = Uint8Array.from(ink, (value) => Math.round(255 * (pen === "dark" ? 1 - value : value)));
  return { width: size, height: size, channels: 1, pixels };
}

/** A point that stays on the pad. */
export function onPad({ x, y }: PenPoint): PenPoint {
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return { x: within(x), y: within(y) };
}
