import type { Initializer } from "./initializer.ts";

/** Weights and biases N(0, 1): where the book starts, its `large_weight_initializer`. Chapter 1. */
export const gaussian: Initializer = {
  name: "gaussian",
  formula: "w ~ N(0, 1), b ~ N(0, 1)",
  source: "chapter 1; network2's large_weight_initializer",
  weights: () => 1,
  biases: () => 1,
};
