import type { Initializer } from "./initializer.ts";

/** All weights and biases 0. Hidden units that start alike stay alike; for a softmax output it is a fair start. */
export const zeros: Initializer = {
  name: "zeros",
  formula: "w = 0, b = 0",
  source: "network3's SoftmaxLayer, chapter 6",
  weights: () => 0,
  biases: () => 0,
};
