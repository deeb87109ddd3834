/**
 * The book's experiments: what each one does, what the book got, and how to run it again.
 *
 *     import { mnist } from "nndl";
 *     import { findExperiment, runExperiment, summarize } from "@nndl/book";
 *
 *     const data = await mnist();
 *     const experiment = findExperiment("ch1/first-network");
 *     const results = [];
 *     for (const seed of [1, 2, 3]) results.push(await runExperiment(experiment, { seed, data }));
 *     const { figures, verdict } = summarize(experiment, results);
     console.log(figures.accuracy.median, figures.accuracy.book, figures.accuracy.explanation);
 *
 * - `experiments` lists them in the book's order; `findExperiment` finds one by its name or its id.
 * - An experiment is a file: to add one, write it (`trains` where its work is one training, `experimentOf` else).
 * - `runExperiment` runs one with one seed, and reports epochs and progress while it does.
 * - `summarize` puts any number of runs of one experiment beside the book, figure by figure.
 * - `resultsPage` writes many runs of many experiments as a page of docs.
 */
import { NndlError } from "nndl";
import { show } from "nndl/check";
import { rows } from "../rows/index.ts";
import type { Experiment } from "./experiment.ts";
import { all } from "./generated/all.ts";

export { type Bench, course, type Plan, type Trained } from "./bench.ts";
export type { ExperimentCode } from "./codes.ts";
export { compareResults, type Difference, foreseeDifferences, type Known } from "./compare.ts";
export type { Experiment, Shortened } from "./experiment.ts";
export {
  type Claim,
  type Figure,
  type Measured,
  type NumberFigure,
  numberOf,
  type Point,
  type SeriesFigure,
  seriesOf,
  titleIn,
  type Value,
  withUnit,
} from "./figure.ts";
export { type Form, formOf, type Wanted } from "./form.ts";
export { type Interval, middle, predictionInterval } from "./judging/interval.ts";
export type { Verdict } from "./judging/verdict.ts";
export {
  inMemory,
  type Keeper,
  type KeptTraining,
  type Resumption,
  type TrainingAbout,
  type Watched,
} from "./keeper.ts";
export type { ExperimentResult, RunOptions, TrainingRecord } from "./result.ts";
export { mainFigures, resultsPage } from "./results-page.ts";
export { checkMeasured, runExperiment } from "./run.ts";
export { machineOf, readStored, type StoredResult, storedFrom } from "./stored-result.ts";
export { type FigureSummary, type Summary, summarize } from "./summary.ts";
export type { ExperimentTraining, TrainingRecipe } from "./training-recipe.ts";
export { epochRead, imagesOf } from "./trains.ts";

const order = Object.keys(rows);

/** Every experiment, in the book's order: its experiments, then its exercises and ideas, chapter by chapter. */
export const experiments: readonly Experiment[] = [...all].sort(
  (a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1),
);

function place({ id }: Experiment): number {
  const kinds = ["E", "X", "A", "W", "S"];
  return 10_000 * Number(id[1]) + 1000 * kinds.indexOf(id[0]) + order.indexOf(id) / 10;
}

/**
 * The experiment of that name ("ch1/first-network") or id ("E1.1").
 * @throws NndlError "experiment.name", with the names there are
 */
export function findExperiment(nameOrId: string): Experiment {
  const found = experiments.find(({ name, id }) => name === nameOrId || id === nameOrId);
  if (found === undefined)
    throw new NndlError("experiment.name", {
      received: show(nameOrId),
      expected: `an experiment must be one of ${experiments.map(({ name }) => name).join(", ")}`,
      next: "Use one of these names, or an id such as E1.1.",
    });
  return found;
}
