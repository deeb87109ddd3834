import { trains } from "../trains.ts";
import { fullyConnected, rectified } from "./layers.ts";
import { bestOfThree, measured, rectifiedTraining, section } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/expanded",
  id: "E6.7",
  title: "Five times the images: shifted by a pixel",
  section,
  network: rectified(fullyConnected(100, "relu")),
  training: rectifiedTraining,
  expansion: "shifts",
  book: { bestOf: 3, value: 99.37, text: "99.37 %" },
  note: `${bestOfThree} It prints this one as training accuracy, but goes on to compare with it as test accuracy.`,
});
