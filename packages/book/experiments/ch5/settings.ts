/** Chapter 5's networks: from one to four hidden layers of 30 neurons, in which nothing else differs. */
import { sigmoidLayers } from "../sigmoid-layers.ts";
import type { TrainingExperiment } from "../trains.ts";

/** All that an experiment needs but its name and the book's figure. */
export function deep(hiddenLayers: number): Omit<TrainingExperiment, "name" | "id" | "title" | "book"> {
  return {
    section: "Chapter 5, The vanishing gradient problem",
    network: {
      ...sigmoidLayers(...Array<number>(hiddenLayers).fill(30)),
      cost: "cross-entropy",
      initializer: "scaled-gaussian",
    },
    training: { epochs: 30, miniBatchSize: 10, learningRate: 0.1, regularization: { l2: 5 } },
    quick: "same",
    evaluation: "validation",
    reading: "best epoch",
    note: "One run of the book's; it does not say which epoch it reports, and we take the best.",
  };
}
