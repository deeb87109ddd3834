import { knownKeys, plainObject, positiveInteger } from "../../check.ts";
import type { Dataset } from "../../data/index.ts";
import { largestOutput } from "../../network/largest-output.ts";
import { checkAnswers } from "./answers.ts";

/** How many readings are wanted. */
export interface CertaintyOptions {
  /** How many of the surest and how many of the least sure; 10 when absent. */
  readonly count?: number | undefined;
}

/** The examples that a network is most certain of, and those that it is least certain of. Plain JSON. */
export interface Certainties {
  /** The surest first. */
  readonly most: readonly Reading[];
  /** The least sure first. */
  readonly least: readonly Reading[];
  /** How many examples have an output that is no number: they are answered by no class, and are in neither list. */
  readonly unanswered: number;
}

/** How a network reads one example. */
export interface Reading {
  /** The example, from 0. */
  readonly index: number;
  /** Its class. */
  readonly label: number;
  /** The place of the largest output, of equal ones the first. */
  readonly read: number;
  /** That output: after softmax or sigmoid units a probability. */
  readonly output: number;
  /** The place of the next largest output, and what it is; absent where there is only one. */
  readonly second?: number;
  readonly secondOutput?: number;
}

/**
 * The examples that a network is most and least certain of, by its largest output; of equal ones by the next largest, and of
 * equal ones of these too the earlier.
 *
 * @param outputs one array for each example, or all of them one after another: as `outputsOn`, `network.predict` and
 *   `session.predict` give them
 * @throws NndlError "report.data" for a data set without classes, "report.outputs" for outputs that are not as many as examples or
 *   fewer than classes, "report.count", "report.options"
 * @example
 * const { least } = certainties(digits.test, await outputsOn(net, digits.test), { count: 3 });
 * least.map(({ index, read, second }) => `image ${index}: ${read} or ${second}`);
 */
export function certainties(
  data: Dataset,
  outputs: Float32Array | readonly ArrayLike<number>[],
  options: CertaintyOptions = {},
): Certainties {
  const { labels, rows } = checkAnswers(data, outputs);
  const count = checkCount(options);
  const readings: Reading[] = [];
  for (let index = 0; index < data.count; index++) {
    const row = rows(index);
    const read = largestOutput(row);
    if (read < 0) continue;
    const second = nextLargest(row, read);
    readings.push({
      ...{ index, label: labels[index]!, read, output: row[read]! },
      ...(second < 0 ? {} : { second, secondOutput: row[second]! }),
    });
  }
  const sureness = (a: Reading, b: Reading) =>
    compare(b.output, a.output) || compare(a.secondOutput ?? 0, b.secondOutput ?? 0);
  const sorted = (order: (a: Reading, b: Reading) => number) =>
    [...readings].sort((a, b) => order(a, b) || a.index - b.index).slice(0, count);
  return {
    most: sorted(sureness),
    least: sorted((a, b) => sureness(b, a)),
    unanswered: data.count - readings.length,
  };
}

/** Not a difference, which of two infinities is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nextLargest(row: ArrayLike<number>, largest: number): number {
  let next = -1;
  for (let j = 0; j < row.length; j++) if (j !== largest && (next < 0 || row[j]! > row[next]!)) next = j;
  return next;
}

function checkCount(options: unknown): number {
  const where = { code: "report.options", what: "the options of certainties" } as const;
  const fields = plainObject(options, where);
  knownKeys(fields, ["count"], where);
  return positiveInteger(fields.count ?? 10, { code: "report.count", what: "the number of examples" });
}
