/** How the interval from 0 to 1 is cut into bins, and what one number stands best for a function in a bin. */
import { array, finite, plainObject } from "../check.ts";
import { NndlError, show } from "../errors.ts";

/** From where a bump goes up to where it goes down. */
export interface Interval {
  /** Where it begins. */
  readonly from: number;
  /** Where it ends. */
  readonly to: number;
}

/** A bin: the part of [0, 1] that it covers, and the two steps that make it. */
export interface Bin extends Interval {
  readonly steps: Interval;
}

/** An interval whose ends are finite and in order. */
export function checkInterval(value: unknown, what: string): Interval {
  const code = "universality.interval";
  const { from, to } = plainObject(value, { code, what });
  const start = finite(from, { code, what: `${what}: from` });
  return { from: start, to: finite(to, { code, what: `${what}: to` }, { above: start }) };
}

/**
 * Steps that many times as steep as the narrowest bump is narrow change over 7 % of its width (from 0.1 % to 99.9 %).
 * For five bumps on [0, 1] that is the book's weight of 1000.
 */
export function steepnessFor(intervals: readonly Interval[], given: number | undefined): number {
  const narrowest = intervals.reduce((least, { from, to }) => Math.min(least, to - from), Number.POSITIVE_INFINITY);
  return finite(given ?? 200 / narrowest, { code: "universality.step", what: "a step's steepness" }, { above: 0 });
}

/**
 * Cuts [0, 1] into bins of width 1/count, moved to the right by a part of that width; what is left at the ends are
 * narrower bins. The outermost steps stand half a width outside: a step exactly at 0 or 1 would be only half on there.
 */
export function cut(count: number, shift = 0): readonly Bin[] {
  const edges = [0];
  for (let k = shift > 0 ? 0 : 1; k + shift < count; k++) edges.push((k + shift) / count);
  edges.push(1);
  const outside = 0.5 / count;
  return edges.slice(1).map((to, i) => {
    const from = edges[i]!;
    return { from, to, steps: { from: i === 0 ? -outside : from, to: i === edges.length - 2 ? 1 + outside : to } };
  });
}

/** The centres of so many equal parts of an interval; of one part, its middle. */
export function centres({ from, to }: Interval, parts: number): number[] {
  return Array.from({ length: parts }, (_, i) => from + ((i + 0.5) / parts) * (to - from));
}

/**
 * The middle one of the numbers in their order, or the mean of the middle two: no constant has a smaller mean distance
 * from them.
 */
export function median(values: readonly number[]): number {
  const sorted = array(values, { code: "universality.values", what: "values" }).map((value) =>
    finite(value, { code: "universality.values", what: "each value of a function" }),
  );
  if (sorted.length === 0)
    throw new NndlError("universality.values", {
      received: show(values),
      expected: "a median needs at least one number",
      next: "Give some numbers.",
    });
  sorted.sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
