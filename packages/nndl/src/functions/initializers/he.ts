import type { Initializer } from "./initializer.ts";

/** Weights N(0, 2/n_in), biases 0: keeps the scale through layers of rectified linear units. He et al., 2015. */
export const he: Initializer = {
  name: "he",
  formula: "w ~ N(0, 2/n_in), b = 0",
  source: "He, Zhang, Ren and Sun, 2015",
  weights: (fan) => Math.sqrt(2 / fan.in),
  biases: () => 0,
};
