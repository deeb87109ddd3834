import type { TrainingExperiment } from "../experiment.ts";

export const twoHiddenLayers: TrainingExperiment = {
  kind: "training",
  name: "ch5/two-hidden-layers",
  id: "E5.2",
  title: "Two hidden layers of 30 neurons",
  section: "Chapter 5, The vanishing gradient problem",
  network: {
    input: [784],
    layers: [
      { type: "dense", units: 30, activation: "sigmoid" },
      { type: "dense", units: 30, activation: "sigmoid" },
      { type: "dense", units: 10, activation: "sigmoid" },
    ],
    cost: "cross-entropy",
    initializer: "scaled-gaussian",
  },
  training: { epochs: 30, miniBatchSize: 10, learningRate: 0.1, regularization: { l2: 5 } },
  evaluation: "validation",
  reading: "best epoch",
  book: { value: 96.9, text: "96.90 % of the validation images" },
  note: "One run of the book's; it does not say which epoch it reports, and we take the best.",
};
