import { trains } from "../trains.ts";
import { fullyConnected, rectified } from "./layers.ts";
import { bestOfThree, measured, rectifiedTraining, section } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/relu",
  id: "E6.6",
  title: "Rectified linear neurons, a little regularization",
  section,
  network: rectified(fullyConnected(100, "relu")),
  training: rectifiedTraining,
  book: { bestOf: 3, value: 99.23, text: "99.23 %" },
  note: `${bestOfThree} Its λ = 0.1 is our 1: network3 divides λ by the number of mini-batches.`,
});
