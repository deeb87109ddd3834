/** How chapter 3 builds and trains, where its experiments do not differ. */
import type { Dataset, NetworkInput } from "nndl";
import type { Bench } from "../bench.ts";
import { sigmoidLayers } from "../sigmoid-layers.ts";
import type { ExperimentTraining } from "../training-recipe.ts";

export const sections = {
  crossEntropy: "Chapter 3, The cross-entropy cost function",
  mnist: "Chapter 3, Using the cross-entropy to classify MNIST digits",
  softmax: "Chapter 3, Softmax",
  overfitting: "Chapter 3, Overfitting and regularization",
  techniques: "Chapter 3, Other techniques for regularization",
  firstWeights: "Chapter 3, Weight initialization",
  hyperParameters: "Chapter 3, How to choose a neural network's hyper-parameters?",
  variations: "Chapter 3, Variations on stochastic gradient descent",
};

/** The cross-entropy, and still chapter 1's first weights. */
export function chapter3Network(...hidden: readonly number[]): Omit<NetworkInput, "seed"> {
  return { ...sigmoidLayers(...hidden), cost: "cross-entropy", initializer: "gaussian" };
}

/** The cross-entropy, and first weights of standard deviation 1/√n: network2's own choice. */
export function betterStart(...hidden: readonly number[]): Omit<NetworkInput, "seed"> {
  return { ...sigmoidLayers(...hidden), cost: "cross-entropy", initializer: "scaled-gaussian" };
}

export const chapter3Training: ExperimentTraining = { epochs: 30, miniBatchSize: 10, learningRate: 0.5 };

/** The first so many training images, or fewer where somebody wants fewer. */
export function firstImages({ data, shortened }: Pick<Bench, "data" | "shortened">, count: number): Dataset {
  return data.training.take(Math.min(count, shortened.limit ?? count));
}
