import { trains } from "../trains.ts";
import { convPool, fullyConnected, image, softmaxOutput } from "./layers.ts";
import { bestOfThree, measured, section, smooth } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/one-conv-pool",
  id: "E6.2",
  title: "One convolutional layer of 20 maps, pooled",
  section,
  network: {
    input: image,
    layers: [convPool(20, "sigmoid"), fullyConnected(100, "sigmoid"), softmaxOutput],
    cost: "log-likelihood",
    initializer: "network3",
  },
  training: smooth,
  book: { bestOf: 3, value: 98.78, text: "98.78 %" },
  note: bestOfThree,
});
