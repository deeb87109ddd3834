import { type FullBatchOptimizer, type ToleranceSettings, tolerance } from "./full-batch.ts";

/** The setting of conjugate gradients; 1e−6 when left out. */
export type ConjugateGradientsSettings = ToleranceSettings;

/**
 * Nonlinear conjugate gradients with the β of Polak and Ribière, never below 0; the step's length meets the strong Wolfe
 * conditions. It begins anew along −∇C where β is 0, where the direction would not go down, and after as many steps as there
 * are parameters.
 */
export const conjugateGradients: FullBatchOptimizer<ConjugateGradientsSettings> = {
  name: "conjugate-gradients",
  formula: "d ← −∇C + βd, w ← w + αd, β = max(0, ∇C·(∇C − ∇C′) / ∇C′·∇C′); α by a line search",
  source: "Polak and Ribière, 1969; named in chapter 3",
  defaults: { tolerance: tolerance.usual },
  ranges: { tolerance: tolerance.range },
  stateNames: () => ["direction", "gradient"],
  numbers: () => ({ length: 0, steps: 0 }),
};
