import { trains } from "../trains.ts";
import { fullyConnected, rectified } from "./layers.ts";
import { bestOfThree, measured, rectifiedTraining, section } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/expanded-300",
  id: "E6.8",
  title: "300 fully connected neurons, expanded images",
  section,
  network: rectified(fullyConnected(300, "relu")),
  training: rectifiedTraining,
  expansion: "shifts",
  book: { bestOf: 3, value: 99.46, text: "99.46 %" },
  note: bestOfThree,
});
