import { trains } from "../trains.ts";
import { chapter3Network, chapter3Training } from "./settings.ts";

export const experiment = trains({
  name: "ch3/cross-entropy",
  id: "E3.5",
  title: "The cross-entropy cost",
  section: "Chapter 3, Using the cross-entropy to classify MNIST digits",
  network: chapter3Network(30),
  training: chapter3Training,
  quick: "same",
  evaluation: "test",
  reading: "best epoch",
  book: { value: 95.49, text: "95.49 %" },
  note: "A later run of the book's with the same settings got 95.33 %.",
});
