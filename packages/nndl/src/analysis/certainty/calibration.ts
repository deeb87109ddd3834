import { knownKeys, plainObject, positiveInteger } from "../../check.ts";
import type { Dataset } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { largestOutput } from "../../network/largest-output.ts";
import { sortedAt } from "../statistics/quantile.ts";
import { type Answers, checkAnswers } from "./answers.ts";

/** How calibration is measured. */
export interface CalibrationOptions {
  /** How many bins certainties are put into; 10 when absent. */
  readonly bins?: number | undefined;
}

/** Whether a network is right as often as it is certain. Plain JSON. */
export interface CalibrationReport {
  /** The number of examples. */
  readonly count: number;
  /** The part of them that is answered right. */
  readonly accuracy: number;
  /** How certain the network is on average: its mean largest output. Above the accuracy it is too certain of itself. */
  readonly certainty: number;
  /** (1/n) Σ ‖a − y‖², from 0 to 2: how far outputs are from being 1 for the right class and 0 for all others. */
  readonly brier: number;
  /** By bins that divide 0 to 1 into equal parts. */
  readonly equalWidth: Reliability;
  /** By bins that divide the examples into equal parts, as far as their certainties differ. */
  readonly equalMass: Reliability;
}

/** How certainty and accuracy compare, bin by bin: a reliability curve. */
export interface Reliability {
  /** Σ (examples of a bin / all examples) · |accuracy − certainty|. */
  readonly expectedError: number;
  /** The largest |accuracy − certainty| of a bin. */
  readonly maximumError: number;
  /** The bins that have examples, from the least certain up. */
  readonly bins: readonly ReliabilityBin[];
}

/** The examples of which a network is about as certain: more than `from` and at most `to`. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  /** How many examples. */
  readonly count: number;
  /** Their mean largest output. */
  readonly certainty: number;
  /** The part of them that is answered right. */
  readonly accuracy: number;
}

const mostBins = 1_000;

/**
 * Whether a network that says 0.9 is right nine times in ten. An answer's certainty is the network's largest output, taken for
 * a probability; of sigmoid outputs, which need not add up to 1, as of softmax outputs.
 *
 * Bins, and the certainty and accuracy of each, are those of scikit-learn's `calibration_curve` ("uniform" and "quantile"), and
 * the Brier score is that of `brier_score_loss` for several classes.
 *
 * @param outputs one array for each example, or all of them one after another: as `outputsOn`, `network.predict` and
 *   `session.predict` give them
 * @throws NndlError "report.data" for a data set without classes, "report.outputs" for outputs that are not as many as examples,
 *   fewer than classes, or not between 0 and 1, "report.bins", "report.options"
 * @example
 * const { equalWidth, brier } = calibrationReport(digits.test, await outputsOn(net, digits.test));
 * equalWidth.bins.map(({ certainty, accuracy }) => [certainty, accuracy]); // the curve …
 * @see Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", 2017; Naeini, Cooper and Hauskrecht, 2015
 */
export function calibrationReport(
  data: Dataset,
  outputs: Float32Array | readonly ArrayLike<number>[],
  options: CalibrationOptions = {},
): CalibrationReport {
  const answers = checkAnswers(data, outputs);
  const bins = checkBins(options);
  const { count } = data;
  const certainties = new Float64Array(count);
  const right = new Uint8Array(count);
  let brier = 0;
  for (let i = 0; i < count; i++) {
    const row = answers.rows(i);
    brier += squaredDistance(row, answers, i);
    const answer = largestOutput(row);
    certainties[i] = row[answer]!;
    right[i] = answer === answers.labels[i] ? 1 : 0;
  }
  const sorted = certainties.slice().sort();
  const edges = (at: (i: number) => number) => Array.from({ length: bins + 1 }, (_, i) => at(i));
  const [byWidth, byMass] = [edges((i) => i / bins), edges((i) => sortedAt(sorted, (i * (count - 1)) / bins))];
  return {
    count,
    accuracy: meanOf(right),
    certainty: meanOf(certainties),
    brier: brier / count,
    equalWidth: reliability(certainties, right, byWidth),
    equalMass: reliability(certainties, right, byMass),
  };
}

/** ‖a − y‖². @throws NndlError "report.outputs" for what is no probability */
function squaredDistance(row: ArrayLike<number>, { labels, size }: Answers, example: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) {
    const a = row[j]!;
    if (!(a >= 0 && a <= 1))
      throw new NndlError("report.outputs", {
        received: `${a} for example ${example}`,
        expected: "outputs must lie between 0 and 1 to be taken for probabilities",
        next: "Use a network that ends in softmax or sigmoid units.",
      });
    sum += (a - (j === labels[example] ? 1 : 0)) ** 2;
  }
  return sum;
}

/** A certainty belongs to the bin after all inner edges that lie below it. */
function reliability(certainties: Float64Array, right: Uint8Array, edges: readonly number[]): Reliability {
  const sums = edges.slice(1).map((to, i) => ({ from: edges[i]!, to, count: 0, certain: 0, right: 0 }));
  for (let i = 0; i < certainties.length; i++) {
    const certainty = certainties[i]!;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (certainty > sums[middle]!.to) low = middle + 1;
      else high = middle;
    }
    const bin = sums[low]!;
    bin.count++;
    bin.certain += certainty;
    bin.right += right[i]!;
  }
  const bins = sums
    .filter(({ count }) => count > 0)
    .map(({ from, to, count, ...sum }) => ({
      ...{ from, to, count },
      certainty: sum.certain / count,
      accuracy: sum.right / count,
    }));
  const gaps = bins.map(({ certainty, accuracy }) => Math.abs(accuracy - certainty));
  return {
    expectedError: bins.reduce((sum, { count }, i) => sum + (count / certainties.length) * gaps[i]!, 0),
    maximumError: Math.max(...gaps),
    bins,
  };
}

function meanOf(values: Float64Array | Uint8Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function checkBins(options: unknown): number {
  const where = { code: "report.options", what: "the options of a calibration" } as const;
  const fields = plainObject(options, where);
  knownKeys(fields, ["bins"], where);
  return positiveInteger(fields.bins ?? 10, { code: "report.bins", what: "the number of bins" }, mostBins);
}
