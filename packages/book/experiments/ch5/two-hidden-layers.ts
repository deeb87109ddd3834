import { trains } from "../trains.ts";
import { deep } from "./settings.ts";

export const experiment = trains({
  ...deep(2),
  name: "ch5/two-hidden-layers",
  id: "E5.2",
  title: "Two hidden layers of 30 neurons",
  book: { value: 96.9, text: "96.90 % of the validation images" },
});
