import { positiveInteger } from "../../check.ts";
import { NndlError, show } from "../../errors.ts";
import type { ClassReport } from "../class-report.ts";

/** Two classes that are taken for one another. Plain JSON. */
export interface ConfusedPair {
  /** Their numbers, the smaller one first. */
  readonly classes: readonly [first: number, second: number];
  /** How many examples of either are answered by the other. */
  readonly times: number;
  /** How many of the first are answered by the second. */
  readonly firstAsSecond: number;
  /** How many of the second are answered by the first. */
  readonly secondAsFirst: number;
}

/**
 * The pairs of classes that are most often taken for one another, either way; of equally many the pair with the smaller numbers
 * first. Pairs that never are are left out.
 *
 * @param report what `classReport` or `reportOn` says
 * @param count how many pairs at most; 10 when absent
 * @throws NndlError "report.confusion" for what has no confusion matrix, "report.count"
 * @example confusedPairs(await reportOn(net, digits.test), 3).length; // 3
 */
export function confusedPairs({ confusion }: Pick<ClassReport, "confusion">, count = 10): readonly ConfusedPair[] {
  if (!Array.isArray(confusion) || !confusion.every(Array.isArray))
    throw new NndlError("report.confusion", {
      received: show(confusion),
      expected: "confused pairs can be found only in a report on classes, which has a confusion matrix",
      next: "Give what classReport or reportOn returned for data with classes.",
    });
  positiveInteger(count, { code: "report.count", what: "the number of pairs" });
  const pairs: ConfusedPair[] = [];
  for (const [first, row] of confusion.entries())
    for (let second = first + 1; second < row.length; second++) {
      const [firstAsSecond, secondAsFirst] = [row[second]!, confusion[second]?.[first] ?? 0];
      const times = firstAsSecond + secondAsFirst;
      if (times > 0) pairs.push({ classes: [first, second], times, firstAsSecond, secondAsFirst });
    }
  // Sorting keeps the order of equals.
  return pairs.sort((a, b) => b.times - a.times).slice(0, count);
}
