import { trains } from "../trains.ts";
import { fullyConnected, half, rectified } from "./layers.ts";
import { bestOfThree, dropoutTraining, measured, section } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/dropout",
  id: "E6.13",
  title: "Dropout in two fully connected layers of 1,000",
  section,
  network: rectified(half, fullyConnected(1000, "relu"), half, fullyConnected(1000, "relu"), half),
  training: dropoutTraining,
  expansion: "shifts",
  book: { bestOf: 3, value: 99.6, text: "99.60 %" },
  note: `${bestOfThree} Half of the inputs of each fully connected layer, and of the softmax, are left out.`,
});
