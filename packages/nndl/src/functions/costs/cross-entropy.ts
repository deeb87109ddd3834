import { exp, log, log1p } from "../../arithmetic/index.ts";
import type { Cost } from "./cost.ts";

/** ln(1 + e^z) without overflow, and without losing what is small. */
export function softplus(z: number): number {
  return Math.max(z, 0) + log1p(exp(-Math.abs(z)));
}

/**
 * ln Σ_{k≠j} e^{z_k} for every j. An output of a softmax is a_j = σ(z_j − ln Σ_{k≠j} e^{z_k}): so whatever holds of
 * sigmoids holds of it, and neither a_j nor 1 − a_j is ever taken the logarithm of. A unit without others has a_j = 1;
 * its 1 − a_j is taken as the smallest normal float32.
 */
function logOfOthers(z: Float64Array): Float64Array {
  if (z.length === 1) return Float64Array.of(z[0] - 126 * Math.LN2);
  return z.map((_, j) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < z.length; k++) if (k !== j) largest = Math.max(largest, z[k]);
    let sum = 0;
    for (let k = 0; k < z.length; k++) if (k !== j) sum += exp(z[k] - largest);
    return largest + log(sum);
  });
}

/**
 * The cross-entropy of independent outputs, C = −Σ_j [y_j ln a_j + (1 − y_j) ln(1 − a_j)].
 *
 * With sigmoid outputs δ = a − y, and −ln a_j = ln(1 + e^{−z_j}), −ln(1 − a_j) = ln(1 + e^{z_j}).
 * With softmax outputs it is defined too, though the log-likelihood is the usual partner;
 * then δ_k = (a_k − y_k) − a_k Σ_{j≠k} (a_j − y_j)/(1 − a_j). Chapter 3, equations 63 and 66.
 */
export const crossEntropy: Cost = {
  name: "cross-entropy",
  formula: "−Σ [y ln a + (1 − y) ln(1 − a)]",
  source: "chapter 3, equation 63",
  outputs: ["sigmoid", "softmax"],
  value({ activation, z }, y) {
    const others = activation.range === "distribution" ? logOfOthers(z) : new Float64Array(z.length);
    let sum = 0;
    for (let j = 0; j < z.length; j++)
      sum += y[j] * softplus(others[j] - z[j]) + (1 - y[j]) * softplus(z[j] - others[j]);
    return sum;
  },
  outputError({ activation, z, a }, y, delta) {
    for (let j = 0; j < a.length; j++) delta[j] = a[j] - y[j];
    if (activation.range !== "distribution") return;
    // a_k/(1 − a_j) is the softmax of all units but j, which is never 0/0.
    const others = logOfOthers(z);
    for (let k = 0; k < a.length; k++)
      for (let j = 0; j < a.length; j++) if (j !== k) delta[k] -= (a[j] - y[j]) * exp(z[k] - others[j]);
  },
  curvature({ activation, z, a }, y, direction, out) {
    // ∂a = f′ ∂z: the Jacobian is symmetric.
    const change = new Float64Array(a.length);
    activation.derivative(z, a, direction, change);
    out.set(change);
    if (activation.range !== "distribution") return;
    const others = logOfOthers(z);
    for (let j = 0; j < a.length; j++) {
      // q_k = e^{z_k − others_j} is the softmax of all units but j; it changes by q_k (∂z_k − Σ q ∂z).
      let mean = 0;
      for (let k = 0; k < a.length; k++) if (k !== j) mean += exp(z[k] - others[j]) * direction[k];
      for (let k = 0; k < a.length; k++)
        if (k !== j) out[k] -= (change[j] + (a[j] - y[j]) * (direction[k] - mean)) * exp(z[k] - others[j]);
    }
  },
};
