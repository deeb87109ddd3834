/**
 * The numbers by which the kernels know activations, costs, rules of an update and ways to pool. The build writes them into
 * packages/nndl/kernels/generated/codes.ts: "leaky-relu" is LEAKY_RELU there.
 */
import type { ActivationName, CostName, MiniBatchOptimizerName } from "../../functions/index.ts";
import type { PoolingName } from "../../layers/pooling.ts";

/** Instead of a number, in the tables below: only the reference engine computes it, and this one refuses it by name. */
export const noKernel = "no kernel";
export type NoKernel = typeof noKernel;

export const activationCodes: Readonly<Record<ActivationName, number | NoKernel>> = {
  linear: 0,
  sigmoid: 1,
  tanh: 2,
  relu: 3,
  softmax: 4,
  "leaky-relu": 5,
  elu: 6,
  gelu: 7,
  swish: 8,
};

/** How the output error is computed. */
export const deltaRules = {
  /** δ = a − y. */
  plain: 0,
  /** δ = (a − y) f′. */
  sloped: 1,
  /** δ = y (a − 1): log-likelihood of sigmoids. */
  chosen: 2,
  /** δ_j = a_j (g_j − Σ a g), g = a − y: quadratic cost of a softmax. */
  quadraticSoftmax: 3,
  /** δ_k = (a_k − y_k) − a_k Σ_{j≠k} (a_j − y_j)/(1 − a_j): cross-entropy of a softmax. */
  crossEntropySoftmax: 4,
  /** δ = a Σy − y: log-likelihood of a softmax with targets that need not add up to 1. */
  weightedSoftmax: 5,
  /** δ is what lies where targets do: it was given. */
  given: 6,
};

interface CostKernel {
  readonly code: number;
  /** By the simplified formula of the cost and the output's activation, where there is one. */
  readonly deltaRule: (activation: ActivationName) => keyof typeof deltaRules;
}

export const costKernels: Readonly<Record<CostName, CostKernel | NoKernel>> = {
  quadratic: {
    code: 0,
    deltaRule: (activation) =>
      activation === "softmax" ? "quadraticSoftmax" : activation === "linear" ? "plain" : "sloped",
  },
  "cross-entropy": {
    code: 1,
    deltaRule: (activation) => (activation === "softmax" ? "crossEntropySoftmax" : "plain"),
  },
  "log-likelihood": {
    code: 2,
    deltaRule: (activation) => (activation === "softmax" ? "weightedSoftmax" : "chosen"),
  },
};

export const updateRules: Readonly<Record<MiniBatchOptimizerName, number>> = {
  sgd: 0,
  momentum: 1,
  nesterov: 2,
  rmsprop: 3,
  adam: 4,
  adamw: 5,
};

/** The kinds of recurrent units. */
export const cellCodes = { tanhCell: 0, reluCell: 1, lstmCell: 2, peepholeCell: 3, gruCell: 4 };

export const poolRules: Readonly<Record<PoolingName, number>> = { max: 0, average: 1, l2: 2 };

export function activationHasKernel(name: ActivationName): boolean {
  return activationCodes[name] !== noKernel;
}

export function costHasKernel(name: CostName): boolean {
  return costKernels[name] !== noKernel;
}

/** The number of an activation; `checkKernels` has seen that it has one. */
export function activationCode(name: ActivationName): number {
  return known(activationCodes[name], name);
}

/** The number of a cost, and that of how its output error is computed. */
export function costCodes(
  name: CostName,
  activation: ActivationName,
): { readonly cost: number; readonly rule: number } {
  const { code, deltaRule } = known(costKernels[name], name);
  return { cost: code, rule: deltaRules[deltaRule(activation)] };
}

function known<T>(entry: T | NoKernel, name: string): T {
  if (entry === noKernel) throw new TypeError(`${name} has no kernel`);
  return entry;
}
