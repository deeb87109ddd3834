import { power } from "../../arithmetic/index.ts";
import { type Optimizer, penaltySlope, type UpdateSettings } from "./optimizer.ts";

/** The settings of Adam and AdamW; 0.9, 0.999 and 1e−8 when left out. */
export interface AdamSettings {
  /** β₁, how much of the running mean of the gradient is kept. */
  readonly beta1: number;
  /** β₂, how much of the running mean of its square is kept. */
  readonly beta2: number;
  /** ε, added to the root so that nothing is divided by 0. */
  readonly epsilon: number;
}

/** What the means, which start at 0, have to be multiplied by after t updates: 1/(1 − β₁^t) and 1/(1 − β₂^t). */
export function adamCorrections(settings: AdamSettings, updateNumber: number): { mean: number; meanSquare: number } {
  return {
    mean: 1 / (1 - power(settings.beta1, updateNumber)),
    meanSquare: 1 / (1 - power(settings.beta2, updateNumber)),
  };
}

function step(
  settings: AdamSettings,
  at: UpdateSettings,
  w: Float64Array,
  slopeAt: (i: number) => number,
  state: readonly Float64Array[],
): void {
  const [mean, meanSquare] = state;
  const correct = adamCorrections(settings, at.updateNumber);
  for (let i = 0; i < w.length; i++) {
    const slope = slopeAt(i);
    mean[i] = settings.beta1 * mean[i] + (1 - settings.beta1) * slope;
    meanSquare[i] = settings.beta2 * meanSquare[i] + (1 - settings.beta2) * slope * slope;
    w[i] -=
      (at.learningRate * correct.mean * mean[i]) / (Math.sqrt(correct.meanSquare * meanSquare[i]) + settings.epsilon);
  }
}

const shared = {
  stateNames: ["mean", "meanSquare"],
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  ranges: { beta1: [0, 1], beta2: [0, 1], epsilon: [2 ** -126, 1] },
} as const;

/** Adam, w ← w − η m̂ / (√v̂ + ε); a regularizer's slope is part of the gradient. Kingma and Ba, 2015. */
export const adam: Optimizer<AdamSettings> = {
  ...shared,
  name: "adam",
  formula: "m ← β₁m + (1 − β₁)∇C, v ← β₂v + (1 − β₂)(∇C)², w ← w − η m̂ / (√v̂ + ε)",
  source: "Kingma and Ba, 2015",
  update(settings, at, w, gradient, state) {
    step(settings, at, w, (i) => gradient[i] + penaltySlope(at.penalties, w[i]), state);
  },
};

/** AdamW: the regularizer shrinks the weight directly, outside the adaptive step. Loshchilov and Hutter, 2019. */
export const adamw: Optimizer<AdamSettings> = {
  ...shared,
  name: "adamw",
  formula: "w ← w − η (λ/n) w, then as Adam on the unregularized cost",
  source: "Loshchilov and Hutter, 2019",
  update(settings, at, w, gradient, state) {
    for (let i = 0; i < w.length; i++) w[i] -= at.learningRate * penaltySlope(at.penalties, w[i]);
    step(settings, at, w, (i) => gradient[i], state);
  },
};
