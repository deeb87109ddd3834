import type { TrainingExperiment } from "../experiment.ts";

export const slowLearning: TrainingExperiment = {
  kind: "training",
  name: "ch1/slow-learning",
  id: "E1.3",
  title: "A learning rate that is far too small",
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
  training: { epochs: 30, miniBatchSize: 10, learningRate: 0.001 },
  evaluation: "test",
  reading: "final epoch",
  book: {
    value: 21.42,
    text: "from 1,139 up to 2,142 of 10,000, and still rising",
    counts: [
      { fromEpoch: 0, correct: [1139, 1136, 1135] },
      { fromEpoch: 27, correct: [2101, 2123, 2142] },
    ],
  },
  note: "After so little learning most of the result is the luck of the first weights: expect a wide spread.",
};
