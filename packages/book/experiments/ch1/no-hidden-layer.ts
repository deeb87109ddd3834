import { trains } from "../trains.ts";
import { chapter1Network, chapter1Training, section } from "./settings.ts";

export const experiment = trains({
  name: "ch1/no-hidden-layer",
  id: "E1.6",
  rows: ["X1.8"],
  title: "No hidden layer (an exercise)",
  section,
  network: chapter1Network(),
  training: chapter1Training(3),
  quick: "same",
  evaluation: "test",
  reading: "best epoch",
  book: { text: "an exercise: the book asks what accuracy one gets and gives none" },
  note:
    "The settings are ours: those of the first network, less its hidden layer. Many a run gets stuck: an output neuron " +
    "that starts saturated never learns its digit.",
});
