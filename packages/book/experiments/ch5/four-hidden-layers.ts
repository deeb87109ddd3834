import { trains } from "../trains.ts";
import { deep } from "./settings.ts";

export const experiment = trains({
  ...deep(4),
  name: "ch5/four-hidden-layers",
  id: "E5.4",
  title: "Four hidden layers of 30 neurons",
  book: { value: 96.53, text: "96.53 % of the validation images" },
});
