import { trains } from "../trains.ts";
import { chapter3Network, chapter3Training } from "./settings.ts";

export const experiment = trains({
  name: "ch3/tuned",
  id: "E3.12",
  title: "100 hidden neurons, regularized, slower and longer",
  section: "Chapter 3, Overfitting and regularization",
  network: chapter3Network(100),
  training: { ...chapter3Training, epochs: 60, learningRate: 0.1, regularization: { l2: 5 } },
  evaluation: "validation",
  reading: "best epoch",
  book: { value: 98.04, text: "98.04 % of the validation images" },
  note: "Measured on the validation images, on which the book chose these settings.",
});
