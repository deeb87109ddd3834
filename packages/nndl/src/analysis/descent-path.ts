import { integer, type Where } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import {
  checkOptimizer,
  type FullBatchOptimizerName,
  type FullBatchOptimizerSpec,
  isFullBatch,
} from "../functions/index.ts";
import { conjugateGradients } from "../training/full-batch/conjugate-gradients.ts";
import { lBfgs } from "../training/full-batch/l-bfgs.ts";
import { firstMemory } from "../training/full-batch/memory.ts";
import type { Method, Methods, Point } from "../training/full-batch/method.ts";
import { newton } from "../training/full-batch/newton.ts";

const code = "analysis.descent";
const methods: Methods = { "l-bfgs": lBfgs, "conjugate-gradients": conjugateGradients, newton };

/** A cost by a formula. Its weights are numbers in single precision, as those of networks. */
export interface CostFormula {
  cost(weights: Float32Array): number;
  gradient(weights: Float32Array): readonly number[];
  /** All second derivatives, row by row; only Newton's method asks for them. */
  readonly hessian?: ((weights: Float32Array) => readonly (readonly number[])[]) | undefined;
}

/** A place on the way down. */
export interface DescentPlace {
  readonly weights: Float32Array;
  readonly cost: number;
  /** How often cost and gradient were asked for until then; for a network each is a pass through all examples. */
  readonly evaluations: number;
}

/**
 * The way that one of the methods that look at all examples takes down a cost of any formula: the same code that trains
 * networks with it. It ends where no step makes the cost smaller.
 *
 * @param optimizer "newton", "conjugate-gradients" or "l-bfgs", or one with its settings
 * @returns the places after each step, the start first
 * @throws NndlError "analysis.descent", "training.optimizer"
 * @example
 * const bowl = { cost: ([x, y]) => x * x + 10 * y * y, gradient: ([x, y]) => [2 * x, 20 * y] };
 * const path = await descentPath("l-bfgs", bowl, [3, 1], { steps: 10 });
 * @see chapter 3, "Variations on stochastic gradient descent"
 */
export async function descentPath(
  optimizer: FullBatchOptimizerName | FullBatchOptimizerSpec,
  formula: CostFormula,
  from: readonly number[],
  {
    steps = 100,
    learningRate = 1,
  }: {
    readonly steps?: number | undefined;
    readonly learningRate?: number | undefined;
  } = {},
): Promise<DescentPlace[]> {
  const where: Where = { code, what: "the steps of a descent" };
  integer(steps, where, { min: 0, max: 100_000 });
  const spec = checkOptimizer(optimizer);
  if (!isFullBatch(spec) || (spec.type === "newton" && formula.hessian === undefined))
    throw new NndlError(code, {
      received: show(spec.type),
      expected: "a method that looks at all examples, and a formula with a Hessian for Newton's",
      next: 'Use "newton", "conjugate-gradients" or "l-bfgs"; others step along the gradient alone.',
    });
  let evaluations = 0;
  const at = (weights: Float32Array): Point => {
    evaluations++;
    return { weights, cost: formula.cost(weights), gradient: Float64Array.from(formula.gradient(weights)) };
  };
  let point = at(Float32Array.from(from));
  let memory = firstMemory(spec);
  const places: DescentPlace[] = [{ weights: point.weights, cost: point.cost, evaluations }];
  while (places.length <= steps && point.gradient.some((slope) => slope !== 0)) {
    const here = point;
    const step = await (methods[spec.type] as Method)(spec, {
      ...{ point: here, memory, learningRate },
      evaluate: (weights) => Promise.resolve(at(weights)),
      hessian: () => Promise.resolve(Float64Array.from(formula.hessian!(here.weights).flat())),
      rest: () => Promise.resolve(),
    });
    if (step === undefined) break;
    ({ point, memory } = step);
    places.push({ weights: point.weights, cost: point.cost, evaluations });
  }
  return places;
}
