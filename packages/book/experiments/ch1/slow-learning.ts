import type { TrainingExperiment } from "../experiment.ts";
import { chapter1Network, chapter1Training, section } from "./settings.ts";

export const slowLearning: TrainingExperiment = {
  kind: "training",
  name: "ch1/slow-learning",
  id: "E1.3",
  title: "A learning rate that is far too small",
  section,
  network: chapter1Network(100),
  training: chapter1Training(0.001),
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
