import { NndlError } from "nndl";
import type { Experiment } from "./experiment.ts";
import type { ExperimentResult } from "./run.ts";

/**
 * Whether our runs reach the book's figure:
 * - "agrees": it lies within [min − spread, max + spread], where the spread is max − min over our seeds;
 * - "ours is higher", "ours is lower": it lies outside, and the seeds do not explain the difference;
 * - "not judged": the book gives no figure, or there are too few runs or other ones than the book's.
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

/**
 * Puts runs of an experiment beside the book's figure.
 *
 * The rule is meant to be easy to check by eye, and it is generous: were the book's figure one more run from a normal
 * distribution, three runs of ours would miss it one time in eight, five runs one time in thirty. Where the book
 * reports the best of several runs, its figure tends to lie in the upper half of ours.
 *
 * @throws NndlError "experiment.results" when there are none, or when they are of another experiment
 */
export function summarize(experiment: Experiment, results: readonly ExperimentResult[]): Summary {
  const stranger = results.find(({ name }) => name !== experiment.name);
  if (results.length === 0 || stranger !== undefined)
    throw new NndlError("experiment.results", {
      received: stranger === undefined ? "no results" : `a result of ${stranger.name}`,
      expected: `a summary of ${experiment.name} needs one or more of its results`,
      next: "Give the results that runExperiment returned for this experiment.",
    });
  const values = results.map(({ value }) => value).sort((a, b) => a - b);
  const [min, max] = [values[0], values[values.length - 1]];
  const { value: book } = experiment.book;
  return {
    name: experiment.name,
    seeds: results.map(({ seed }) => seed),
    min,
    median: median(values),
    max,
    ...(book === undefined ? {} : { book }),
    ...judge(experiment, results, min, max),
  };
}

function judge(
  { kind, book }: Experiment,
  results: readonly ExperimentResult[],
  min: number,
  max: number,
): Pick<Summary, "verdict" | "explanation"> {
  const unjudged = (explanation: string) => ({ verdict: "not judged" as const, explanation });
  if (book.value === undefined) return unjudged("The book gives no figure.");
  if (results.some(({ asInBook }) => !asInBook))
    return unjudged("Some run had fewer or more epochs or images than the book's.");
  if (kind === "training" && new Set(results.map(({ seed }) => seed)).size < fewest)
    return unjudged(`A spread takes at least ${fewest} seeds.`);
  const spread = max - min;
  const range = `${show(min - spread)} to ${show(max + spread)} %`;
  const rule = `from the lowest less the spread of ${show(spread)} to the highest plus it: ${range}`;
  if (book.value < min - spread - rounding)
    return {
      verdict: "ours is higher",
      explanation: `The book's ${show(book.value)} % is below what seeds explain (${rule}).`,
    };
  if (book.value > max + spread + rounding)
    return {
      verdict: "ours is lower",
      explanation: `The book's ${show(book.value)} % is above what seeds explain (${rule}).`,
    };
  return { verdict: "agrees", explanation: `The book's ${show(book.value)} % is within what seeds explain (${rule}).` };
}

/** Percentages are multiples of 0.01, which binary fractions miss by a little. */
const rounding = 1e-9;

function show(percent: number): string {
  return percent.toFixed(2);
}

function median(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
