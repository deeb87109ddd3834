import { trains } from "../trains.ts";
import { chapter3Network, chapter3Training } from "./settings.ts";

export const experiment = trains({
  name: "ch3/cross-entropy-wider",
  id: "E3.6",
  title: "The cross-entropy cost, 100 hidden neurons",
  section: "Chapter 3, Using the cross-entropy to classify MNIST digits",
  network: chapter3Network(100),
  training: chapter3Training,
  evaluation: "test",
  reading: "best epoch",
  book: { value: 96.82, text: "96.82 %" },
  note: "The book does not say which of the 30 epochs it reports; we take the best, as it does in chapter 1.",
});
