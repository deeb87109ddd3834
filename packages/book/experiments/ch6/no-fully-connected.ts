import { trains } from "../trains.ts";
import { convPool, image, softmaxOutput } from "./layers.ts";
import { measured, section, smooth } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/no-fully-connected",
  id: "E6.3",
  rows: ["X6.2"],
  title: "The convolutional layer without the fully connected one (an exercise)",
  section,
  network: {
    input: image,
    layers: [convPool(20, "sigmoid"), softmaxOutput],
    cost: "log-likelihood",
    initializer: "network3",
  },
  training: smooth,
  book: { text: "an exercise: the book asks whether the fully connected layer helps, and gives no number" },
  note: "Compare it with ch6/one-conv-pool, which has the fully connected layer.",
});
