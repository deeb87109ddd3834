import { type Optimizer, penaltySlope } from "./optimizer.ts";

/** The settings of RMSProp; 0.99 and 1e−8 when left out. */
export interface RmspropSettings {
  /** ρ, how much of the running mean of squares is kept at each update. */
  readonly decay: number;
  /** ε, added to the root so that nothing is divided by 0. */
  readonly epsilon: number;
}

/** RMSProp, s ← ρs + (1 − ρ)(∇C)², w ← w − η∇C / (√s + ε). Tieleman and Hinton, 2012. */
export const rmsprop: Optimizer<RmspropSettings> = {
  name: "rmsprop",
  formula: "s ← ρs + (1 − ρ)(∇C)², w ← w − η∇C / (√s + ε)",
  source: "Tieleman and Hinton, 2012",
  stateNames: ["meanSquare"],
  defaults: { decay: 0.99, epsilon: 1e-8 },
  ranges: { decay: [0, 1], epsilon: [2 ** -126, 1] },
  update(settings, at, w, gradient, [meanSquare]) {
    for (let i = 0; i < w.length; i++) {
      const slope = gradient[i] + penaltySlope(at.penalties, w[i]);
      meanSquare[i] = settings.decay * meanSquare[i] + (1 - settings.decay) * slope * slope;
      w[i] -= (at.learningRate * slope) / (Math.sqrt(meanSquare[i]) + settings.epsilon);
    }
  },
};
