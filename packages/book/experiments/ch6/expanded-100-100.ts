import { trains } from "../trains.ts";
import { fullyConnected, rectified } from "./layers.ts";
import { bestOfThree, measured, rectifiedTraining, section } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/expanded-100-100",
  id: "E6.10",
  title: "Two fully connected layers of 100, expanded images",
  section,
  network: rectified(fullyConnected(100, "relu"), fullyConnected(100, "relu")),
  training: rectifiedTraining,
  expansion: "shifts",
  book: { bestOf: 3, value: 99.43, text: "99.43 %" },
  note: bestOfThree,
});
