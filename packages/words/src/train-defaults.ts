/** What `nndl train` takes for what it is not told: the one place for it. The help quotes it. */
import type { ActivationName, CostName, Dataset, NetworkSpec, OptimizerName } from "nndl";
import { isFullBatch } from "nndl/functions";
import { activationOf } from "nndl/spec";

/** Near the book's first network: 30 hidden sigmoid neurons, 30 epochs, mini-batches of 10. */
export const defaults = {
  hidden: 30,
  activation: "sigmoid",
  /** The book's better start from chapter 3 on, which the library takes too. */
  init: "scaled-gaussian",
  seed: 1,
  epochs: 30,
  batch: 10,
  optimizer: "sgd",
  schedule: "constant",
  /** Seconds between two checkpoints: little is lost, and writing them does not show. */
  checkpointEvery: 5,
  /** Where a checkpoint has hundreds of megabytes. */
  checkpointEveryLarge: 300,
} as const;

/** An activation that the cost is made for, and that can say what the targets say. */
export function usualOutput(targets: Dataset["targets"], cost: CostName | undefined): ActivationName {
  if (cost === "log-likelihood") return "softmax";
  return targets.kind === "values" && cost !== "cross-entropy" ? "linear" : "sigmoid";
}

/** Learning rates at which networks like the book's learn well: its own values for chapters 1, 3 and 6. */
export function usualLearningRate(optimizer: OptimizerName, network: NetworkSpec): number {
  // These look for the length of their steps themselves.
  if (isFullBatch({ type: optimizer })) return 1;
  if (optimizer === "rmsprop" || optimizer === "adam" || optimizer === "adamw") return 0.001;
  const plain = plainLearningRate(network);
  // Momentum of 0.9 makes steps ten times as long in the end.
  return optimizer === "sgd" ? plain : plain / 10;
}

function plainLearningRate({ layers, cost }: NetworkSpec): number {
  const convolves = layers.some(
    (layer) => (layer.type === "conv2d" || layer.type === "convPool2d") && layer.activation === "relu",
  );
  if (convolves) return 0.03;
  if (activationOf(layers[layers.length - 1]) !== "sigmoid") return 0.1;
  return cost === "quadratic" ? 3 : 0.5;
}

/** The part of other training data that validation gets where it is asked for: as much as of MNIST, 10,000 of 60,000. */
export const validationShare = 1 / 6;
