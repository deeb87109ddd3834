import { trains } from "../trains.ts";
import { deep } from "./settings.ts";

export const experiment = trains({
  ...deep(3),
  name: "ch5/three-hidden-layers",
  id: "E5.3",
  title: "Three hidden layers of 30 neurons",
  book: { value: 96.57, text: "96.57 % of the validation images" },
});
