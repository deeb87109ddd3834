import type { MomentumSettings } from "./momentum.ts";
import { type Optimizer, penaltySlope } from "./optimizer.ts";

/**
 * Nesterov's accelerated gradient, v ← μv − η∇C, w ← w + μv − η∇C, which looks one step ahead along the velocity.
 * Sutskever, Martens, Dahl and Hinton, 2013, in the form that needs the gradient only where w stands.
 */
export const nesterov: Optimizer<MomentumSettings> = {
  name: "nesterov",
  formula: "v ← μv − η∇C, w ← w + μv − η∇C",
  source: "Sutskever et al., 2013; named in chapter 3",
  stateNames: ["velocity"],
  defaults: { momentum: 0.9 },
  ranges: { momentum: [0, 1] },
  update(settings, at, w, gradient, [velocity]) {
    for (let i = 0; i < w.length; i++) {
      const step = at.learningRate * (gradient[i] + penaltySlope(at.penalties, w[i]));
      velocity[i] = settings.momentum * velocity[i] - step;
      w[i] += settings.momentum * velocity[i] - step;
    }
  },
};
