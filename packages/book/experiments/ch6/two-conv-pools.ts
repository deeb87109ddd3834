import { trains } from "../trains.ts";
import { convPool, fullyConnected, image, softmaxOutput } from "./layers.ts";
import { bestOfThree, measured, section, smooth } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/two-conv-pools",
  id: "E6.4",
  title: "Two convolutional layers, 20 and 40 maps",
  section,
  network: {
    input: image,
    layers: [convPool(20, "sigmoid"), convPool(40, "sigmoid"), fullyConnected(100, "sigmoid"), softmaxOutput],
    cost: "log-likelihood",
    initializer: "network3",
  },
  training: smooth,
  book: { bestOf: 3, value: 99.06, text: "99.06 %" },
  note: bestOfThree,
});
