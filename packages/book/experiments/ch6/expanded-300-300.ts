import { trains } from "../trains.ts";
import { fullyConnected, rectified } from "./layers.ts";
import { bestOfThree, measured, rectifiedTraining, section } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/expanded-300-300",
  id: "E6.11",
  title: "Two fully connected layers of 300, expanded images",
  section,
  network: rectified(fullyConnected(300, "relu"), fullyConnected(300, "relu")),
  training: rectifiedTraining,
  expansion: "shifts",
  book: { bestOf: 3, value: 99.48, text: "99.48 %" },
  note: bestOfThree,
});
