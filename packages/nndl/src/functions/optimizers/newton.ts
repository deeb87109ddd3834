import { type FullBatchOptimizer, type ToleranceSettings, tolerance } from "./full-batch.ts";

/** The settings of Newton's method; 0 and 1e−6 when left out. */
export interface NewtonSettings extends ToleranceSettings {
  /** The μ that it begins with; it grows where H + μI has no minimum or a step fails, and shrinks where steps do what they promise. */
  readonly damping: number;
}

/**
 * Newton's method with Levenberg's damping: where the cost is a quadratic, one step with η = 1 leads to its minimum. It needs
 * all of the Hessian, the square of the number of parameters. Chapter 3, equations 105 and 106.
 */
export const newton: FullBatchOptimizer<NewtonSettings> = {
  name: "newton",
  formula: "w ← w − η(H + μI)⁻¹∇C",
  source: "chapter 3, equation 105; Levenberg, 1944",
  defaults: { damping: 0, tolerance: tolerance.usual },
  ranges: { damping: { min: 0, max: 1e9 }, tolerance: tolerance.range },
  stateNames: () => [],
  numbers: ({ damping }) => ({ damping }),
};
