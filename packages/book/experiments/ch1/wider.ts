import type { TrainingExperiment } from "../experiment.ts";

export const wider: TrainingExperiment = {
  kind: "training",
  name: "ch1/wider",
  id: "E1.2",
  title: "100 hidden neurons",
  section: "Chapter 1, Implementing our network to classify digits",
  network: {
    input: [784],
    layers: [
      { type: "dense", units: 100, activation: "sigmoid" },
      { type: "dense", units: 10, activation: "sigmoid" },
    ],
    cost: "quadratic",
    initializer: "gaussian",
  },
  training: { epochs: 30, miniBatchSize: 10, learningRate: 3 },
  evaluation: "test",
  reading: "best epoch",
  book: { value: 96.59, text: "96.59 %" },
  note:
    "Best of three runs in the book, which warns of a large spread: in some runs an output neuron starts saturated, " +
    "never learns its digit, and nearly a tenth of the images is lost.",
};
