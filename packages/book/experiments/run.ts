import { averageDarkness } from "nndl";
import type { DarknessExperiment, Experiment } from "./experiment.ts";
import type { ExperimentResult, RunOptions } from "./result.ts";
import { runEnsemble } from "./run-ensemble.ts";
import { runTraining } from "./run-training.ts";

/**
 * Runs an experiment with one seed: the same seed gives the same result, weights included, to the bit.
 *
 * @throws NndlError for a seed, a number of epochs, a limit or data that cannot be; the signal's reason when it aborts
 * @example const { value, sha256 } = await runExperiment(findExperiment("E1.1"), { seed: 1, data: await mnist() });
 */
export async function runExperiment(experiment: Experiment, options: RunOptions): Promise<ExperimentResult> {
  options.signal?.throwIfAborted();
  if (experiment.kind === "darkness") return runDarkness(experiment, options);
  return experiment.kind === "ensemble" ? runEnsemble(experiment, options) : runTraining(experiment, options);
}

function runDarkness(experiment: DarknessExperiment, { seed, data, limit }: RunOptions): ExperimentResult {
  const started = performance.now();
  const training = limit === undefined ? data.training : data.training.take(limit);
  const evaluated = data[experiment.evaluation];
  const correct = averageDarkness(training).correct(evaluated);
  return {
    name: experiment.name,
    seed,
    value: (100 * correct) / evaluated.count,
    count: evaluated.count,
    correct: [correct],
    bestEpoch: 0,
    asInBook: training.count === data.training.count,
    seconds: (performance.now() - started) / 1000,
  };
}
