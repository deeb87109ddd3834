import { NndlError } from "nndl";
import type { Experiment } from "./experiment.ts";
import type { ExperimentResult } from "./run.ts";

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

/** How many times as far from our median as our own farthest run on that side the book's figure may lie. */
const reach = 3;

/** Percentages are multiples of 0.01, which binary fractions miss by a little. */
const rounding = 1e-9;

/**
 * Puts runs of an experiment beside the book's figure.
 *
 * Seeds explain a figure that is at most three times as far from our median as our own farthest run on the same side:
 * from median − 3 (median − min) to median + 3 (max − median). Each side has its own spread because runs that get
 * stuck, which chapter 1's do, fall far below the others and say nothing about how high a run can come. Were the
 * book's figure one more run from a normal distribution, the rule would turn it away one time in seventeen with five
 * runs of ours, one time in five with three.
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
  const range = { min: values[0], median: middle(values), max: values[values.length - 1] };
  const { value: book } = experiment.book;
  return {
    name: experiment.name,
    seeds: results.map(({ seed }) => seed),
    ...range,
    ...(book === undefined ? {} : { book }),
    ...judge(experiment, results, range),
  };
}

function judge(
  { kind, book }: Experiment,
  results: readonly ExperimentResult[],
  { min, median, max }: Pick<Summary, "min" | "median" | "max">,
): Pick<Summary, "verdict" | "explanation"> {
  const unjudged = (explanation: string) => ({ verdict: "not judged" as const, explanation });
  if (book.value === undefined) return unjudged("The book gives no figure.");
  if (results.some(({ asInBook }) => !asInBook))
    return unjudged("Some run had fewer or more epochs or images than the book's.");
  if (kind === "training" && new Set(results.map(({ seed }) => seed)).size < fewest)
    return unjudged(`It takes at least ${fewest} seeds to judge.`);
  const lowest = Math.max(0, median - reach * (median - min));
  const highest = Math.min(100, median + reach * (max - median));
  const figure = `The book's ${book.value.toFixed(2)} %`;
  const range = `what our seeds explain, ${lowest.toFixed(2)} to ${highest.toFixed(2)} %`;
  if (book.value < lowest - rounding) return { verdict: "ours is higher", explanation: `${figure} is below ${range}.` };
  if (book.value > highest + rounding) return { verdict: "ours is lower", explanation: `${figure} is above ${range}.` };
  return { verdict: "agrees", explanation: `${figure} is within ${range}.` };
}

function middle(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
