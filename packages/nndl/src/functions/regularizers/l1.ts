import type { Regularizer } from "./regularizer.ts";

/** L1 regularization, (λ/n) Σ |w|; the slope at 0 is taken as 0. Chapter 3, equations 95–97. */
export const l1: Regularizer = {
  name: "l1",
  formula: "(λ/n) Σ |w|",
  source: "chapter 3, equation 95",
  penalty: Math.abs,
  slope: (w) => (w > 0 ? 1 : w < 0 ? -1 : 0),
};
