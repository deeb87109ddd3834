import type { Initializer } from "./initializer.ts";

/** Weights N(0, 1/n_in), biases N(0, 1): the book's better start, network2's `default_weight_initializer`. Chapter 3. */
export const scaledGaussian: Initializer = {
  name: "scaled-gaussian",
  formula: "w ~ N(0, 1/n_in), b ~ N(0, 1)",
  source: "chapter 3; network2's default_weight_initializer",
  weights: (fan) => 1 / Math.sqrt(fan.in),
  biases: () => 1,
};
