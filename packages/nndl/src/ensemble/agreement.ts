/** Where the members of an ensemble agree. */
export interface Agreement {
  /** same[i][j]: the number of examples for which members i and j predict the same class; the count where i = j. */
  readonly same: readonly (readonly number[])[];
  /** The number of examples for which all predict the same class. */
  readonly unanimous: number;
  /** The indices of the others, in order. */
  readonly divided: Uint32Array;
}

/**
 * Counts on how many examples members predict the same class, two by two and all together.
 *
 * An ensemble can be better than its members only where they differ: what all read wrongly, no vote puts right.
 *
 * @param predictions each member's classes, for the same examples in the same order
 * @example agreementOf([Uint16Array.of(3, 5), Uint16Array.of(3, 8)]).unanimous; // 1
 */
export function agreementOf(predictions: readonly ArrayLike<number>[]): Agreement {
  const count = predictions[0]?.length ?? 0;
  const same = predictions.map((a) => predictions.map((b) => countWhere(count, (i) => a[i] === b[i])));
  const divided: number[] = [];
  for (let i = 0; i < count; i++) if (predictions.some((member) => member[i] !== predictions[0]![i])) divided.push(i);
  return { same, unanimous: count - divided.length, divided: Uint32Array.from(divided) };
}

function countWhere(count: number, holds: (index: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < count; i++) if (holds(i)) found++;
  return found;
}
