import type { Initializer } from "./initializer.ts";

/** Weights N(0, 0.01²), biases 0: the start of some layers of the network that won ImageNet in 2012. */
export const narrowGaussian: Initializer = {
  name: "narrow-gaussian",
  formula: "w ~ N(0, 0.01²), b = 0",
  source: "Krizhevsky, Sutskever and Hinton, 2012, section 5",
  weights: () => 0.01,
  biases: () => 0,
};
