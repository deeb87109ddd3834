import type { Initializer } from "./initializer.ts";

/** Weights N(0, 0.01²), biases 1: rectified linear units then start where they pass something on. */
export const narrowGaussianOnes: Initializer = {
  name: "narrow-gaussian-ones",
  formula: "w ~ N(0, 0.01²), b = 1",
  source: "Krizhevsky, Sutskever and Hinton, 2012, section 5",
  weights: () => 0.01,
  biases: () => 0,
  biasStart: 1,
};
