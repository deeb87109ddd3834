/** How chapter 6 trains and measures, where its experiments do not differ. */
import type { ExperimentTraining } from "../training-recipe.ts";
import type { TrainingExperiment } from "../trains.ts";

/**
 * network3 never shuffles: each epoch takes the mini-batches in the same order. Its λ is divided by the number of
 * mini-batches, ours by that of images: with mini-batches of 10, its 0.1 is our 1.
 */
const network3 = { miniBatchSize: 10, shuffle: false } as const;

/** For sigmoid and tanh neurons. */
export const smooth: ExperimentTraining = { epochs: 60, learningRate: 0.1, ...network3 };

/** For rectified linear neurons: a smaller rate, and a little regularization. */
export const rectifiedTraining: ExperimentTraining = {
  epochs: 60,
  learningRate: 0.03,
  regularization: { l2: 1 },
  ...network3,
};

/** With dropout: fewer epochs, and no other regularization. */
export const dropoutTraining: ExperimentTraining = { epochs: 40, learningRate: 0.03, ...network3 };

/** The test images, at the epoch that does best on the validation images. */
export const measured = {
  evaluation: "test",
  reading: "best validation",
  quick: { epochs: 1, limit: 500 },
} as const satisfies Partial<TrainingExperiment>;

export const section = "Chapter 6, Convolutional neural networks in practice";

/** What holds for all of them. */
export const bestOfThree = "The book reports the run with the best validation accuracy of three.";
