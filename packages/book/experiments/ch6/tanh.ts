import { trains } from "../trains.ts";
import { convPool, fullyConnected, image, softmaxOutput } from "./layers.ts";
import { measured, section, smooth } from "./settings.ts";

export const experiment = trains({
  ...measured,
  name: "ch6/tanh",
  id: "E6.5",
  title: "The same with tanh neurons (a problem)",
  section,
  network: {
    input: image,
    layers: [convPool(20, "tanh"), convPool(40, "tanh"), fullyConnected(100, "tanh"), softmaxOutput],
    cost: "log-likelihood",
    initializer: "network3",
  },
  training: smooth,
  book: { text: "trains a little faster than sigmoid neurons, to a very similar accuracy; no number" },
  note: "The problem asks for 20 epochs, then 60: the counts of these 60 epochs tell both. Compare them with ch6/two-conv-pools.",
});
