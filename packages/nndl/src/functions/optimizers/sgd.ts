import { type Optimizer, penaltySlope } from "./optimizer.ts";

/** Stochastic gradient descent, w ← w − η ∇C. Chapter 1, equations 20 and 21; with L2, chapter 3, equation 93. */
export const sgd: Optimizer<Record<never, never>> = {
  name: "sgd",
  formula: "w ← w − η ∇C",
  source: "chapter 1, equation 20",
  stateNames: [],
  defaults: {},
  ranges: {},
  update(_, at, w, gradient) {
    for (let i = 0; i < w.length; i++) w[i] -= at.learningRate * (gradient[i] + penaltySlope(at.penalties, w[i]));
  },
};
