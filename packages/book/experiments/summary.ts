import { NndlError } from "nndl";
import type { Experiment } from "./experiment.ts";
import type { ExperimentResult } from "./result.ts";

/**
 * Whether our runs reach the book's figure:
 * - "agrees": seeds explain the difference (see {@link summarize});
 * - "ours is higher", "ours is lower": they do not;
 * - "not judged": the book gives no figure, or there are too few runs, or runs other than the book's.
 */
export type Verdict = "agrees" | "ours is higher" | "ours is lower" | "not judged";

/** Several runs of one experiment, in percent of the evaluated images read correctly. Plain JSON. */
export interface Summary {
  readonly name: string;
  readonly seeds: readonly number[];
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly book?: number;
  readonly verdict: Verdict;
  /** The verdict's reason, as a sentence. */
  readonly explanation: string;
}

/** Fewer runs than this have no spread worth the name. */
const fewest = 3;

/** Student's t for 95 % on two sides, by degrees of freedom from 1; near enough to the last one beyond. */
const studentT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Percentages are multiples of 0.01, which binary fractions miss by a little. */
const rounding = 1e-9;

/**
 * Puts runs of an experiment beside the book's figure.
 *
 * The book's figure is one more run, with a seed that is not known. Seeds explain it when it lies in the 95 % prediction
 * interval for one more run, mean ± t s √(1 + 1/n), with s the standard deviation of our n runs and t Student's for
 * n − 1 degrees of freedom; so one experiment in twenty misses by chance. Runs that get stuck, as chapter 1's sometimes
 * do, widen the interval as they should, though no run comes out above the others for it: read the median and the
 * largest, too, where the smallest is far away.
 *
 * @throws NndlError "experiment.results" when there are none, or when they are of another experiment
 */
export function summarize(experiment: Experiment, results: readonly ExperimentResult[]): Summary {
  const stranger = results.find(({ name }) => name !== experiment.name);
  if (results.length === 0 || stranger !== undefined)
    throw new NndlError("experiment.results", {
      received: stranger === undefined ? "no results" : `a result of ${stranger.name}`,
      expected: `a summary of ${experiment.name} needs at least one of its results`,
      next: "Give the results that runExperiment returned for this experiment.",
    });
  const values = results.map(({ value }) => value).sort((a, b) => a - b);
  const range = { min: values[0], median: middle(values), max: values[values.length - 1] };
  const { value: book } = experiment.book;
  return {
    name: experiment.name,
    seeds: results.map(({ seed }) => seed),
    ...range,
    ...(book === undefined ? {} : { book }),
    ...judge(experiment, results, values),
  };
}

function judge(
  { kind, book }: Experiment,
  results: readonly ExperimentResult[],
  values: readonly number[],
): Pick<Summary, "verdict" | "explanation"> {
  const unjudged = (explanation: string) => ({ verdict: "not judged" as const, explanation });
  if (book.value === undefined) return unjudged("The book gives no figure.");
  if (results.some(({ asInBook }) => !asInBook))
    return unjudged("Some run had fewer or more epochs or images than the book's.");
  if (kind !== "darkness" && new Set(results.map(({ seed }) => seed)).size < fewest)
    return unjudged(`It takes at least ${fewest} seeds to judge.`);
  const { lowest, highest } = predictionInterval(values);
  const figure = `The book's ${book.value.toFixed(2)} %`;
  const range = `what seeds explain, ${lowest.toFixed(2)} to ${highest.toFixed(2)} %`;
  if (book.value < lowest - rounding) return { verdict: "ours is higher", explanation: `${figure} is below ${range}.` };
  if (book.value > highest + rounding) return { verdict: "ours is lower", explanation: `${figure} is above ${range}.` };
  return { verdict: "agrees", explanation: `${figure} is within ${range}.` };
}

/** Where one more run would be, 95 times in 100; the value itself where all are the same, or there is one alone. */
function predictionInterval(values: readonly number[]): { lowest: number; highest: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = n === 1 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const t = studentT[Math.min(Math.max(n - 1, 1), studentT.length) - 1];
  const reach = t * Math.sqrt(variance * (1 + 1 / n));
  return { lowest: Math.max(0, mean - reach), highest: Math.min(100, mean + reach) };
}

function middle(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
