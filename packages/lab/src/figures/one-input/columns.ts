/** Columns side by side on [0, 1]: bumps whose heights one chooses. */
import { stream } from "nndl";
import { settle } from "../../controls/number.ts";

/** The column that x lies in, counted from 0. */
export function columnAt(x: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(x * count)));
}

/** The heights with the column under a point as high as the point. */
export function drawn(
  heights: readonly number[],
  { x, y }: { readonly x: number; readonly y: number },
  range: readonly [number, number],
): number[] {
  const [min, max] = range;
  return heights.with(columnAt(x, heights.length), settle(y, { min, max, step: 0.01 }));
}

/** Five multiples of 0.1 from −1.5 to 1.5, as the book's page begins with; the same seed gives the same. */
export function randomHeights(seed: number, count = 5): number[] {
  const chance = stream(seed, "heights of columns");
  return Array.from({ length: count }, () => (chance.integer(31) - 15) / 10);
}
