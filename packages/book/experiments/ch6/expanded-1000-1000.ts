import { trains } from "../trains.ts";
import { fullyConnected, rectified } from "./layers.ts";
import { bestOfThree, measured, rectifiedTraining, section } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/expanded-1000-1000",
  id: "E6.12",
  title: "Two fully connected layers of 1,000, expanded images",
  section,
  network: rectified(fullyConnected(1000, "relu"), fullyConnected(1000, "relu")),
  training: rectifiedTraining,
  expansion: "shifts",
  book: { bestOf: 3, value: 99.47, text: "99.47 %" },
  note: bestOfThree,
  status: "not run yet",
});
