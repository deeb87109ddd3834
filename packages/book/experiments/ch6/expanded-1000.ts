import { trains } from "../trains.ts";
import { fullyConnected, rectified } from "./layers.ts";
import { bestOfThree, measured, rectifiedTraining, section } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/expanded-1000",
  id: "E6.9",
  title: "1,000 fully connected neurons, expanded images",
  section,
  network: rectified(fullyConnected(1000, "relu")),
  training: rectifiedTraining,
  expansion: "shifts",
  book: { bestOf: 3, value: 99.43, text: "99.43 %" },
  note: bestOfThree,
});
