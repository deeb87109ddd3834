/** Columns side by side on [0, 1]: bumps whose heights one chooses. */
import { stream } from "nndl/random";
import { settle } from "../../../controls/number.ts";

/** The column that x lies in, counted from 0. */
export function columnAt(x: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(x * count)));
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The heights after a stroke of the pointer: every column that it passes is as high as the stroke is there. */
export function drawn(heights: readonly number[], from: Place, to: Place, range: readonly [number, number]): number[] {
  const [min, max] = range;
  const [first, last] = [columnAt(from.x, heights.length), columnAt(to.x, heights.length)];
  const next = [...heights];
  const step = first <= last ? 1 : -1;
  // The column where a stroke began has its height; one that stays within its column sets it.
  for (let k = first === last ? last : first + step; ; k += step) {
    const t = first === last ? 1 : (k - first) / (last - first);
    next[k] = settle(from.y + t * (to.y - from.y), { min, max, step: 0.01 });
    if (k === last) return next;
  }
}

/** Five multiples of 0.1 from −1.5 to 1.5, as the book's page begins with; the same seed gives the same. */
export function randomHeights(seed: number, count = 5): number[] {
  const chance = stream(seed, "heights of columns");
  return Array.from({ length: count }, () => (chance.integer(31) - 15) / 10);
}
