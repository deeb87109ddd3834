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
