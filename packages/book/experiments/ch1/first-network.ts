import { trains } from "../trains.ts";
import { chapter1Network, chapter1Training, section } from "./settings.ts";

export const experiment = trains({
  name: "ch1/first-network",
  id: "E1.1",
  title: "The first network: 30 hidden neurons",
  section,
  network: chapter1Network(30),
  training: chapter1Training(3),
  quick: "same",
  evaluation: "test",
  reading: "best epoch",
  seeds: 30,
  book: {
    bestOf: 3,
    value: 95.42,
    text: "9,542 of 10,000 at its best epoch, 28",
    counts: [
      { fromEpoch: 0, correct: [9129, 9295, 9348] },
      { fromEpoch: 27, correct: [9528, 9542, 9534] },
    ],
  },
  note: "The book's figure is the best of three runs, and is compared with the best of each three of ours.",
});
