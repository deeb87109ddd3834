import { nice } from "../drawing/scale.ts";

/** The heights that a surface's axis shows: as few different ones as possible, so that a change is seen as a change. */
const tops = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

/** From 0, or from below 0 where a height is negative, up to a round number. */
export function heightRange(heights: Iterable<number>): readonly [number, number] {
  let [least, most] = [0, 0];
  for (const height of heights) {
    least = Math.min(least, height);
    most = Math.max(most, height);
  }
  // Float32 rounding leaves a little more than the number that was meant.
  const roundUp = (value: number) => tops.find((top) => value <= top * 1.001) ?? value;
  if (least > -1e-3 * roundUp(most)) return [0, roundUp(most)];
  return most < 1e-3 * roundUp(0 - least)
    ? [0 - roundUp(0 - least), 0]
    : [0 - roundUp(Math.max(most, 0 - least)), roundUp(Math.max(most, 0 - least))];
}

/** From the least to the greatest height, made a little wider so that it ends at round numbers; without what is infinite. */
export function rangeOf(heights: Iterable<number>): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const height of heights) {
    if (!Number.isFinite(height)) continue;
    least = Math.min(least, height);
    most = Math.max(most, height);
  }
  if (!(least <= most)) return [0, 1];
  // A surface that is all but flat is shown as flat.
  if (most - least < 1e-6 * Math.max(1, Math.abs(most))) return [least - 0.5, most + 0.5];
  return nice([least, most], 5);
}
