import { averageDarkness } from "nndl";
import { experimentOf } from "../experiment.ts";
import { section } from "./settings.ts";

export const experiment = experimentOf({
  name: "ch1/average-darkness",
  id: "E1.8",
  title: "Guessing by how dark the image is",
  section,
  about: "No network: the class whose average darkness is nearest.",
  claim: "2,225 of 10,000",
  chance: false,
  quick: "same",
  figures: {
    accuracy: {
      kind: "number",
      title: "test accuracy",
      unit: "%",
      book: 22.25,
      text: "2,225 of 10,000",
      judge: { by: "equality" },
    },
  },
  note: "No chance is involved: the count must be the book's exactly.",
  run({ data: { training, test } }) {
    const correct = averageDarkness(training).correct(test);
    return Promise.resolve({ accuracy: (100 * correct) / test.count });
  },
});
