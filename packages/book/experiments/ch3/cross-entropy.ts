import type { TrainingExperiment } from "../experiment.ts";

export const crossEntropy: TrainingExperiment = {
  kind: "training",
  name: "ch3/cross-entropy",
  id: "E3.5",
  title: "The cross-entropy cost",
  section: "Chapter 3, Using the cross-entropy to classify MNIST digits",
  network: {
    input: [784],
    layers: [
      { type: "dense", units: 30, activation: "sigmoid" },
      { type: "dense", units: 10, activation: "sigmoid" },
    ],
    cost: "cross-entropy",
    initializer: "gaussian",
  },
  training: { epochs: 30, miniBatchSize: 10, learningRate: 0.5 },
  evaluation: "test",
  reading: "best epoch",
  book: { value: 95.49, text: "95.49 %" },
  note: "A later run of the book's with the same settings got 95.33 %.",
};
