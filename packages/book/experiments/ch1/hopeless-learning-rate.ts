import { trains } from "../trains.ts";
import { chapter1Network, chapter1Training, section } from "./settings.ts";

export const experiment = trains({
  name: "ch1/hopeless-learning-rate",
  id: "E1.5",
  title: "A learning rate that is far too large",
  section,
  network: chapter1Network(30),
  training: chapter1Training(100),
  quick: "same",
  evaluation: "test",
  reading: "final epoch",
  book: {
    value: 9.82,
    judge: { by: "range", from: 8, to: 12 },
    text: "about 10 %, chance: from 1,009 to 982 of 10,000",
    counts: [
      { fromEpoch: 0, correct: [1009, 1009, 1009, 1009] },
      { fromEpoch: 27, correct: [982, 982, 982] },
    ],
  },
  note: "The network ends up giving one answer to every image, and which digit it is stuck on is luck.",
});
