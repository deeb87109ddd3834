import { stream } from "nndl/random";
import { experimentOf } from "../experiment.ts";
import { section } from "./settings.ts";

export const experiment = experimentOf({
  name: "ch1/guessing",
  id: "E1.7",
  title: "Guessing at random",
  section,
  about: "No network: a digit for each image, each as likely as the others",
  claim: "about 10 %",
  chance: true,
  quick: "same",
  figures: {
    accuracy: {
      kind: "number",
      title: "test accuracy",
      unit: "%",
      book: 10,
      text: "about ten percent",
      judge: { by: "seeds" },
    },
  },
  note: "Of 10,000 guesses 1,000 are right, give or take 30.",
  run({ seed, data: { test } }) {
    const guesses = stream(seed, "guesses");
    let correct = 0;
    for (let i = 0; i < test.count; i++) if (guesses.integer(10) === test.label(i)) correct++;
    return Promise.resolve({ accuracy: (100 * correct) / test.count });
  },
});
