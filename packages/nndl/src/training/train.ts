import type { Dataset } from "../data/index.ts";
import type { Network } from "../network/index.ts";
import type { EpochEvent, Evaluated, TrainingEvent } from "./events.ts";
import type { FullBatchOptions, ResumeOptions, TrainOptions } from "./options.ts";
import { TrainingRun } from "./run.ts";

/**
 * Trains a network by mini-batch gradient descent; iterate over what it returns to make it happen.
 *
 * Each epoch visits all examples in an order drawn from the network's seed, cut into mini-batches; the last may be
 * short. With an optimizer that looks at all examples before each step ("l-bfgs", "conjugate-gradients", "newton") an epoch
 * is one step, and the run ends at a minimum. The same network, data and options give the same weights, byte for byte, on every machine.
 *
 * @throws NndlError "training.…" and "data.…" at once for options and data that do not fit; "training.diverged" while
 * it runs, when the cost stops being finite: the network then has the weights of the last whole epoch, or its first ones
 * @example
 * for await (const epoch of train(net, digits.training, {
 *   epochs: 30, miniBatchSize: 10, learningRate: 3, evaluate: { test: digits.test },
 * })) console.log(`epoch ${epoch.index}: ${epoch.evaluations.test.correct} / 10000`);
 * @see chapter 1, equations 20 and 21
 */
export function train<Sets extends Evaluated = Record<never, Dataset>>(
  network: Network,
  data: Dataset,
  options: (TrainOptions<Sets> | FullBatchOptions<Sets> | ResumeOptions<Sets>) & {
    readonly miniBatchEvents?: undefined;
  },
): TrainingRun<EpochEvent<Sets>>;
export function train<Sets extends Evaluated = Record<never, Dataset>>(
  network: Network,
  data: Dataset,
  options: TrainOptions<Sets> | FullBatchOptions<Sets> | ResumeOptions<Sets>,
): TrainingRun<TrainingEvent<Sets>>;
export function train(
  network: Network,
  data: Dataset,
  options: TrainOptions | FullBatchOptions | ResumeOptions,
): TrainingRun {
  return new TrainingRun(network, data, options);
}
