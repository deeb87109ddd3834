import type { TrainingExperiment } from "../experiment.ts";
import { fullyConnected, half, rectified } from "./layers.ts";
import { bestOfThree, dropoutTraining, measured, section } from "./settings.ts";

export const dropout: TrainingExperiment = {
  ...measured,
  name: "ch6/dropout",
  id: "E6.13",
  title: "Dropout in two fully connected layers of 1,000",
  section,
  network: rectified(half, fullyConnected(1000, "relu"), half, fullyConnected(1000, "relu"), half),
  training: dropoutTraining,
  expansion: "shifts",
  book: { value: 99.6, text: "99.60 %" },
  note: `${bestOfThree} Half of the inputs of each fully connected layer, and of the softmax, are left out.`,
};
