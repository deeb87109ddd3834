import { trains } from "../trains.ts";
import { chapter3Network, chapter3Training, sections } from "./settings.ts";

export const experiment = trains({
  name: "ch3/regularized-wider",
  id: "E3.11",
  title: "100 hidden neurons, L2 regularization, λ = 5",
  section: sections.overfitting,
  network: chapter3Network(100),
  training: { ...chapter3Training, regularization: { l2: 5 } },
  evaluation: "validation",
  reading: "best epoch",
  book: { value: 97.92, text: "97.92 % of the validation images" },
  note: "From here on the book measures on the validation images. It does not say which epoch it reports; we take the best.",
});
