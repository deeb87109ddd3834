import type { TrainingExperiment } from "../experiment.ts";

export const hopelessLearningRate: TrainingExperiment = {
  kind: "training",
  name: "ch1/hopeless-learning-rate",
  id: "E1.5",
  title: "A learning rate that is far too large",
  section: "Chapter 1, Implementing our network to classify digits",
  network: {
    input: [784],
    layers: [
      { type: "dense", units: 30, activation: "sigmoid" },
      { type: "dense", units: 10, activation: "sigmoid" },
    ],
    cost: "quadratic",
    initializer: "gaussian",
  },
  training: { epochs: 30, miniBatchSize: 10, learningRate: 100 },
  evaluation: "test",
  reading: "final epoch",
  book: {
    value: 9.82,
    text: "about 10 %, chance: from 1,009 to 982 of 10,000",
    counts: [
      { fromEpoch: 0, correct: [1009, 1009, 1009, 1009] },
      { fromEpoch: 27, correct: [982, 982, 982] },
    ],
  },
  note: "The network ends up giving one answer to every image, and which digit it is stuck on is luck.",
};
