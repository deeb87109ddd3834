import { trains } from "../trains.ts";
import { fullyConnected, softmaxOutput } from "./layers.ts";
import { bestOfThree, measured, section, smooth } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/fully-connected",
  id: "E6.1",
  title: "A fully connected network to compare with",
  section,
  network: {
    input: [784],
    layers: [fullyConnected(100, "sigmoid"), softmaxOutput],
    cost: "log-likelihood",
    initializer: "network3",
  },
  training: smooth,
  book: { bestOf: 3, value: 97.8, text: "97.80 %" },
  note: bestOfThree,
});
