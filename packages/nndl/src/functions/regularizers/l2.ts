import type { Regularizer } from "./regularizer.ts";

/** L2 regularization (weight decay), λ/(2n) Σ w². Chapter 3, equations 85–93. */
export const l2: Regularizer = {
  name: "l2",
  formula: "λ/(2n) Σ w²",
  source: "chapter 3, equation 85",
  penalty: (w) => (w * w) / 2,
  slope: (w) => w,
};
