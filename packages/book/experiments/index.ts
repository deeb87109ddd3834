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
 *     const { min, median, max, book, verdict, explanation } = summarize(experiment, results);
 *
 * - `experiments` lists them in the book's order; `findExperiment` finds one by its name or its id.
 * - An `Experiment` is plain data, and an experiment is a file: to add one, write its file and put it in this list.
 * - `runExperiment` runs one with one seed, and reports epochs and progress while it does.
 * - `summarize` puts any number of runs of one experiment beside the book's figure.
 * - `resultsPage` writes many runs of many experiments as a page of docs.
 */
import { NndlError } from "nndl";
import { show } from "nndl/check";
import { darkness } from "./ch1/average-darkness.ts";
import { firstNetwork } from "./ch1/first-network.ts";
import { hopelessLearningRate } from "./ch1/hopeless-learning-rate.ts";
import { noHiddenLayer } from "./ch1/no-hidden-layer.ts";
import { slowLearning } from "./ch1/slow-learning.ts";
import { wider } from "./ch1/wider.ts";
import { crossEntropy } from "./ch3/cross-entropy.ts";
import { crossEntropyWider } from "./ch3/cross-entropy-wider.ts";
import { regularized } from "./ch3/regularized.ts";
import { tuned } from "./ch3/tuned.ts";
import { fourHiddenLayers } from "./ch5/four-hidden-layers.ts";
import { oneHiddenLayer } from "./ch5/one-hidden-layer.ts";
import { threeHiddenLayers } from "./ch5/three-hidden-layers.ts";
import { twoHiddenLayers } from "./ch5/two-hidden-layers.ts";
import { dropout } from "./ch6/dropout.ts";
import { ensemble } from "./ch6/ensemble.ts";
import { expanded } from "./ch6/expanded.ts";
import { expanded100Twice } from "./ch6/expanded-100-100.ts";
import { expanded300 } from "./ch6/expanded-300.ts";
import { expanded300Twice } from "./ch6/expanded-300-300.ts";
import { expanded1000 } from "./ch6/expanded-1000.ts";
import { expanded1000Twice } from "./ch6/expanded-1000-1000.ts";
import { fullyConnectedOnly } from "./ch6/fully-connected.ts";
import { noFullyConnected } from "./ch6/no-fully-connected.ts";
import { oneConvPool } from "./ch6/one-conv-pool.ts";
import { relu } from "./ch6/relu.ts";
import { tanh } from "./ch6/tanh.ts";
import { twoConvPools } from "./ch6/two-conv-pools.ts";
import type { Experiment } from "./experiment.ts";

export type { ExperimentCode } from "./codes.ts";
export { imagesOf } from "./expanded.ts";
export type {
  BookResult,
  DarknessExperiment,
  EnsembleExperiment,
  Experiment,
  ExperimentTraining,
  TrainingExperiment,
} from "./experiment.ts";
export type { EnsembleMember, ExperimentResult, Mistake, Resumption, RunOptions } from "./result.ts";
export { figures, resultsPage, type StoredResult } from "./results-page.ts";
export { runExperiment } from "./run.ts";
export { membersOf } from "./run-ensemble.ts";
export { type Summary, summarize, type Verdict } from "./summary.ts";

/** Every experiment, in the book's order. */
export const experiments: readonly Experiment[] = [
  firstNetwork,
  wider,
  slowLearning,
  hopelessLearningRate,
  noHiddenLayer,
  darkness,
  crossEntropy,
  crossEntropyWider,
  regularized,
  tuned,
  oneHiddenLayer,
  twoHiddenLayers,
  threeHiddenLayers,
  fourHiddenLayers,
  fullyConnectedOnly,
  oneConvPool,
  noFullyConnected,
  twoConvPools,
  tanh,
  relu,
  expanded,
  expanded300,
  expanded1000,
  expanded100Twice,
  expanded300Twice,
  expanded1000Twice,
  dropout,
  ensemble,
];

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
