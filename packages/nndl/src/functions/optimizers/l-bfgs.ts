import { type FullBatchOptimizer, type ToleranceSettings, tolerance } from "./full-batch.ts";

/** The settings of L-BFGS; 10 and 1e−6 when left out. */
export interface LBfgsSettings extends ToleranceSettings {
  /** How many of the last steps it remembers, with how the gradient changed along each. */
  readonly memory: number;
}

/**
 * L-BFGS: the direction −B∇C, where B is what the last steps and changes of the gradient say about the inverse of the
 * Hessian; the step's length meets the strong Wolfe conditions. Liu and Nocedal, 1989.
 */
export const lBfgs: FullBatchOptimizer<LBfgsSettings> = {
  name: "l-bfgs",
  formula: "w ← w − αB∇C, B ≈ H⁻¹ by the last steps; α by a line search",
  source: "Liu and Nocedal, 1989; named in chapter 3",
  defaults: { memory: 10, tolerance: tolerance.usual },
  ranges: { memory: { min: 1, max: 100, whole: true }, tolerance: tolerance.range },
  stateNames: ({ memory }) => [...namesOf("step", memory), ...namesOf("change", memory)],
  numbers: () => ({}),
};

/** "step1" is the last one, "step2" the one before it, … */
function namesOf(what: string, memory: number): string[] {
  return Array.from({ length: memory }, (_, age) => `${what}${age + 1}`);
}
