import type { Initializer } from "./initializer.ts";

/**
 * Weights N(0, 1/n_out), biases N(0, 1): what the book's network3 does. Chapter 3 argues for 1/n_in, and the book's author
 * calls n_out a mistake; but chapter 6's results were obtained with it. The correct one is "scaled-gaussian".
 */
export const network3: Initializer = {
  name: "network3",
  formula: "w ~ N(0, 1/n_out), b ~ N(0, 1)",
  source: "network3's layers, chapter 6; a mistake for 1/n_in",
  weights: (fan) => 1 / Math.sqrt(fan.out),
  biases: () => 1,
};
