import { trains } from "../trains.ts";
import { chapter1Network, chapter1Training, section } from "./settings.ts";

export const experiment = trains({
  name: "ch1/wider",
  id: "E1.2",
  title: "100 hidden neurons",
  section,
  network: chapter1Network(100),
  training: chapter1Training(3),
  evaluation: "test",
  reading: "best epoch",
  seeds: 30,
  book: { bestOf: 3, value: 96.59, text: "96.59 %" },
  note:
    "Best of three runs in the book, which warns of a large spread: in some runs an output neuron starts saturated, " +
    "never learns its digit, and nearly a tenth of the images is lost.",
});
