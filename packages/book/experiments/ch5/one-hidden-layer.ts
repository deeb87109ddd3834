import { trains } from "../trains.ts";
import { deep } from "./settings.ts";

export const experiment = trains({
  ...deep(1),
  name: "ch5/one-hidden-layer",
  id: "E5.1",
  title: "One hidden layer of 30 neurons",
  book: { value: 96.48, text: "96.48 % of the validation images" },
});
