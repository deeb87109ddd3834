import type { Initializer } from "./initializer.ts";

/** Weights N(0, 2/(n_in + n_out)), biases 0. Glorot and Bengio, 2010. */
export const glorot: Initializer = {
  name: "glorot",
  formula: "w ~ N(0, 2/(n_in + n_out)), b = 0",
  source: "Glorot and Bengio, 2010",
  weights: (fan) => Math.sqrt(2 / (fan.in + fan.out)),
  biases: () => 0,
};
