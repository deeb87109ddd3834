import type { TrainingExperiment } from "../experiment.ts";
import { deep } from "./settings.ts";

export const oneHiddenLayer: TrainingExperiment = {
  ...deep(1),
  name: "ch5/one-hidden-layer",
  id: "E5.1",
  title: "One hidden layer of 30 neurons",
  book: { value: 96.48, text: "96.48 % of the validation images" },
};
