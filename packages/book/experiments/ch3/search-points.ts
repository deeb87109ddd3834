/** Where a search without a plan looks: at the points of a grid, or anywhere by chance. Both over orders of magnitude. */
import type { Stream } from "nndl/random";

export interface Range {
  readonly from: number;
  readonly to: number;
}

export type Pair = readonly [number, number];

/** Every pair of so many values of each, evenly over the orders of magnitude, from end to end. */
export function gridPoints([first, second]: readonly [Range, Range], perAxis: number): Pair[] {
  const shares = Array.from({ length: perAxis }, (_, i) => i / (perAxis - 1));
  return shares.flatMap((x) => shares.map((y): Pair => [within(first, x), within(second, y)]));
}

/** So many pairs, each value by chance of its own, every order of magnitude as likely as any other. */
export function randomPoints(
  [first, second]: readonly [Range, Range],
  count: number,
  chance: Pick<Stream, "uniform">,
): Pair[] {
  return Array.from({ length: count }, (): Pair => [within(first, chance.uniform()), within(second, chance.uniform())]);
}

/** Three digits are all that a hyper-parameter needs, and the same on every machine. */
function within({ from, to }: Range, share: number): number {
  return Number((from * (to / from) ** share).toPrecision(3));
}
