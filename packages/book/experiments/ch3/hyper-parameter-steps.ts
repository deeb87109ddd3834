/**
 * How the book looks for one hyper-parameter: what to try next, from what was seen so far. Nothing is trained here; whoever asks
 * brings a way to try a value, and hears of each move.
 */

export type Say = (line: string) => void;

/** Values outside of these are no sizes that a search should come to. */
const [least, largest] = [1e-12, 1e12];

/**
 * The largest η at which the cost falls: first its order of magnitude, by tens from any start, then 2 and 5 times that.
 *
 * @param falls whether the cost falls in the first epochs with this η; it is asked once for each
 * @throws RangeError where it falls with every η, or with none
 */
export async function findThreshold(
  start: number,
  falls: (learningRate: number) => Promise<boolean>,
  say: Say,
): Promise<number> {
  let order = start;
  if (await falls(order)) {
    for (let next = times(order, 10); await falls(checked(next)); next = times(next, 10)) order = next;
  } else {
    do order = times(order, 0.1);
    while (!(await falls(checked(order))));
  }
  let threshold = order;
  for (const factor of [2, 5]) {
    const next = times(order, factor);
    if (!(await falls(next))) break;
    threshold = next;
  }
  say(`The threshold is η = ${written(threshold)}: the largest with which the cost falls.`);
  return threshold;
}

/**
 * The value with the highest score: by tens, up or down while that is better, then 2 and 5 times and a half and a fifth of the best.
 *
 * @param score how good a value is; it is asked once for each
 * @throws RangeError where it gets better without end
 */
export async function findBest(start: number, score: (value: number) => Promise<number>): Promise<number> {
  let best = { value: start, score: await score(start) };
  const isBetter = async (value: number) => {
    const next = { value: checked(value), score: await score(value) };
    if (!(next.score > best.score)) return false;
    best = next;
    return true;
  };
  const goesOn = async (factor: number) => {
    let moved = false;
    while (await isBetter(times(best.value, factor))) moved = true;
    return moved;
  };
  if (!(await goesOn(10))) await goesOn(0.1);
  const { value } = best;
  for (const factors of [
    [2, 5],
    [0.5, 0.2],
  ])
    for (const factor of factors) if (!(await isBetter(times(value, factor)))) break;
  return best.value;
}

/** How good a training is, against what it has cost so far. */
export interface Progress {
  /** Multiply-adds, or seconds: whatever is to be saved. */
  readonly spent: number;
  readonly accuracy: number;
}

/** What it takes to an accuracy, between two measurements by proportion; infinite where it is not reached. */
export function spentTo(goal: number, course: readonly Progress[]): number {
  const after = course.findIndex(({ accuracy }) => accuracy >= goal);
  if (after === -1) return Number.POSITIVE_INFINITY;
  const { spent, accuracy } = course[after];
  const before = after === 0 ? { spent: 0, accuracy: 0 } : course[after - 1];
  return before.spent + ((spent - before.spent) * (goal - before.accuracy)) / (accuracy - before.accuracy);
}

/** Factors of ten, two and five leave no traces of binary fractions. */
export function times(value: number, factor: number): number {
  return Number((value * factor).toPrecision(12));
}

/** "0.25", "1,000", "3.7e-7". */
export function written(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4
    ? value.toExponential().replace("e", " · 10^")
    : value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

function checked(value: number): number {
  if (value >= least && value <= largest) return value;
  throw new RangeError(`the search came to ${value} and saw no end`);
}
