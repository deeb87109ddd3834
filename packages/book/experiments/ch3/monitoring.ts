import { numberOf } from "../figure.ts";
import { monitored } from "./monitored.ts";
import { betterStart, chapter3Training, sections } from "./settings.ts";

export const experiment = monitored({
  name: "ch3/monitoring",
  id: "E3.23",
  rows: ["A3.17"],
  title: "A run with all four monitors",
  section: sections.firstWeights,
  network: betterStart(30),
  training: { ...chapter3Training, regularization: { l2: 5 } },
  evaluation: "validation",
  reading: "best epoch",
  book: { text: "an example of how to call network2, without its result" },
  claims: {
    above: {
      kind: "claim",
      title: "more of the training images are read correctly than of the validation images",
      holds: (measured) => numberOf(measured, "gap") > 0,
    },
  },
  note: "The book shows the call, with λ = 5 and η = 0.5, and what it returns: one value of each monitor for each epoch.",
});
