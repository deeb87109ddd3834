import { NndlError } from "nndl";
import type { Experiment } from "./experiment.ts";
import { type Figure, type Measured, numberOf, type Point, seriesOf, titleIn } from "./figure.ts";
import { judgeClaim } from "./judging/claim.ts";
import { middle } from "./judging/interval.ts";
import { judgeNumber } from "./judging/number.ts";
import { judgeSeries } from "./judging/series.ts";
import { type Judgement, unjudged, type Verdict, worst } from "./judging/verdict.ts";
import type { ExperimentResult } from "./result.ts";

/** What a summary needs of a run: a stored one has no more. */
export type Summarized = Pick<ExperimentResult, "name" | "seed" | "form" | "measured">;

/** Several runs of one experiment, beside what the book has. Plain JSON. */
export interface Summary {
  readonly name: string;
  readonly seeds: readonly number[];
  /** By the names of the experiment's figures. */
  readonly figures: Readonly<Record<string, FigureSummary>>;
  /** A difference, where any figure differs; else whether anything agrees. */
  readonly verdict: Verdict;
}

export interface FigureSummary extends Judgement {
  readonly title: string;
  readonly kind: Figure["kind"];
  /** Of a number: the book's, and ours over all seeds. */
  readonly book?: number;
  readonly min?: number;
  readonly median?: number;
  readonly max?: number;
}

/**
 * Puts runs of an experiment beside the book, figure by figure, each judged as it says (see `NumberJudge`).
 *
 * @throws NndlError "experiment.results" when there are none, or when they are of another experiment
 */
export function summarize(experiment: Experiment, results: readonly Summarized[]): Summary {
  const stranger = results.find(({ name }) => name !== experiment.name);
  if (results.length === 0 || stranger !== undefined)
    throw new NndlError("experiment.results", {
      received: stranger === undefined ? "no results" : `a result of ${stranger.name}`,
      expected: `a summary of ${experiment.name} needs at least one of its results`,
      next: "Give the results that runExperiment returned for this experiment.",
    });
  const ordered = [...results].sort((a, b) => a.seed - b.seed);
  const figures = Object.fromEntries(
    Object.entries(experiment.figures).map(([key, figure]) => [key, summarizeFigure(key, figure, ordered)]),
  );
  return {
    name: experiment.name,
    seeds: ordered.map(({ seed }) => seed),
    figures,
    verdict: worst(Object.values(figures).map(({ verdict }) => verdict)),
  };
}

function summarizeFigure(key: string, figure: Figure, results: readonly Summarized[]): FigureSummary {
  const runs = results.map(({ measured }) => measured);
  const [{ form: first = "full" } = {}] = results;
  const about = { title: titleIn(figure, first), kind: figure.kind };
  const isFull = results.every(({ form }) => form === "full");
  if (figure.kind === "number") {
    const values = runs.map((measured) => numberOf(measured, key));
    return {
      ...about,
      ...(figure.book === undefined ? {} : { book: figure.book }),
      min: Math.min(...values),
      median: middle(values),
      max: Math.max(...values),
      ...(isFull
        ? judgeNumber(figure, values, (name) => runs.map((measured) => numberOf(measured, name)))
        : unjudged(notInFull)),
    };
  }
  if (figure.kind === "series")
    return {
      ...about,
      ...(isFull
        ? judgeSeries(
            figure,
            runs.map((measured): readonly Point[] => seriesOf(measured, key)),
          )
        : unjudged(notInFull)),
    };
  if (!isFull && (figure.onlyInFull === true || results.some(({ form }) => form === "look")))
    return { ...about, ...unjudged(notInFull) };
  return { ...about, ...judgeClaim(figure, runs as readonly Measured[]) };
}

const notInFull = "Some run was shorter than the book's.";
