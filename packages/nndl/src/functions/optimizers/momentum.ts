import { type Optimizer, penaltySlope } from "./optimizer.ts";

/** The setting of momentum and of Nesterov's; 0.9 when left out. */
export interface MomentumSettings {
  /** μ, from 0 (plain gradient descent) to below 1; 1 − μ is the friction. */
  readonly momentum: number;
}

/** Momentum, v ← μv − η∇C, w ← w + v. Chapter 3, equations 107 and 108. */
export const momentum: Optimizer<MomentumSettings> = {
  name: "momentum",
  formula: "v ← μv − η∇C, w ← w + v",
  source: "chapter 3, equation 107",
  stateNames: ["velocity"],
  defaults: { momentum: 0.9 },
  ranges: { momentum: [0, 1] },
  update(settings, at, w, gradient, [velocity]) {
    for (let i = 0; i < w.length; i++) {
      const slope = gradient[i] + penaltySlope(at.penalties, w[i]);
      velocity[i] = settings.momentum * velocity[i] - at.learningRate * slope;
      w[i] += velocity[i];
    }
  },
};
