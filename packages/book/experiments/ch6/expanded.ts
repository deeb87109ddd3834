import type { TrainingExperiment } from "../experiment.ts";
import { fullyConnected, rectified } from "./layers.ts";
import { bestOfThree, measured, rectifiedTraining, section } from "./settings.ts";

export const expanded: TrainingExperiment = {
  ...measured,
  name: "ch6/expanded",
  id: "E6.7",
  title: "Five times the images: shifted by a pixel",
  section,
  network: rectified(fullyConnected(100, "relu")),
  training: rectifiedTraining,
  expansion: "shifts",
  book: { value: 99.37, text: "99.37 %" },
  note: `${bestOfThree} It prints this one as training accuracy, but goes on to compare with it as test accuracy.`,
};
