/** What is drawn with a pen, and what MNIST's networks are shown of it. */
import type { Raster } from "nndl/images";
import type { Field } from "../figures/fields.ts";

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

/** A point that stays on the pad, at one of the thousand places across and down that a link can hold. */
export function onPad({ x, y }: PenPoint): PenPoint {
  const within = (value: number) => Math.min(1, Math.max(0, Math.round(value * 1000) / 1000));
  return { x: within(x), y: within(y) };
}

/** Points so near to the one before, that nobody sees them, are left out: a finger gives hundreds of them. */
export function goOn(stroke: Stroke, points: readonly PenPoint[]): Stroke {
  const all = [...stroke];
  for (const point of points) {
    const last = all.at(-1);
    if (last === undefined || Math.hypot(point.x - last.x, point.y - last.y) >= 0.008) all.push(point);
  }
  return all;
}

/** A drawing as part of a figure's state: two letters across and two down for each point, a dot between strokes. */
export function drawing(): Field<readonly Stroke[]> {
  const letters = (value: number) =>
    Math.round(value * 1000)
      .toString(36)
      .padStart(2, "0");
  const read = (text: string) => {
    if (!/^([\da-z]{4}(\.(?=.))?)*$/.test(text)) return undefined;
    const points = (stroke: string) =>
      stroke.match(/.{4}/g)!.map((point) => ({
        x: Number.parseInt(point.slice(0, 2), 36) / 1000,
        y: Number.parseInt(point.slice(2), 36) / 1000,
      }));
    const strokes = text === "" ? [] : text.split(".").map(points);
    return strokes.every((stroke) => stroke.every(({ x, y }) => x <= 1 && y <= 1)) ? strokes : undefined;
  };
  const write = (strokes: readonly Stroke[]) =>
    strokes.map((stroke) => stroke.map(({ x, y }) => letters(x) + letters(y)).join("")).join(".");
  return { start: [], expected: "strokes, as the pad writes them", read, write };
}
