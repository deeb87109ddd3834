import { trains } from "../trains.ts";
import { betterStart, chapter3Training, sections } from "./settings.ts";

export const experiment = trains({
  name: "ch3/hopeless",
  id: "E3.17",
  title: "Hyper-parameters chosen blindly: η = 10, λ = 1,000",
  section: sections.hyperParameters,
  network: betterStart(30),
  training: { ...chapter3Training, learningRate: 10, regularization: { l2: 1000 } },
  evaluation: "validation",
  reading: "final epoch",
  book: {
    value: 9.67,
    judge: { by: "range", from: 8, to: 12 },
    text: "no better than chance: from 1,030 to 967 of 10,000",
    counts: [
      { fromEpoch: 0, correct: [1030, 990, 1009] },
      { fromEpoch: 27, correct: [1009, 983, 967] },
    ],
  },
  note: "The weights shrink to nothing, and the network gives one answer to every image: which, is luck.",
});
