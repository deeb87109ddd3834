import type { Cost } from "./cost.ts";

/** ln(1 + e^z) without overflow, and without losing what is small. */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** The smallest normal float32: stands for a probability that has vanished, so that its logarithm stays finite. */
const vanished = 2 ** -126;

/** 1 − a_j for every j of a softmax, as the sum of the others: exact where a_j is so near 1 that 1 − a_j would be 0. */
function complements(a: Float64Array): Float64Array {
  return a.map((_, j) => {
    let others = 0;
    for (let k = 0; k < a.length; k++) if (k !== j) others += a[k];
    return Math.max(others, vanished);
  });
}

/**
 * The cross-entropy of independent outputs, C = −Σ_j [y_j ln a_j + (1 − y_j) ln(1 − a_j)].
 *
 * With sigmoid outputs δ = a − y, and C = Σ_j [ln(1 + e^{z_j}) − y_j z_j], which needs no logarithm of a.
 * With softmax outputs it is defined too, though the log-likelihood is the usual partner;
 * then δ_k = (a_k − y_k) − a_k Σ_{j≠k} (a_j − y_j)/(1 − a_j). Chapter 3, equations 63 and 66.
 */
export const crossEntropy: Cost = {
  name: "cross-entropy",
  formula: "−Σ [y ln a + (1 − y) ln(1 − a)]",
  source: "chapter 3, equation 63",
  outputs: ["sigmoid", "softmax"],
  value({ activation, z, a }, y) {
    let sum = 0;
    if (activation.range === "distribution") {
      const rest = complements(a);
      for (let j = 0; j < a.length; j++)
        sum -= y[j] * Math.log(Math.max(a[j], vanished)) + (1 - y[j]) * Math.log(rest[j]);
    } else {
      for (let j = 0; j < z.length; j++) sum += softplus(z[j]) - y[j] * z[j];
    }
    return sum;
  },
  outputError({ activation, a }, y, delta) {
    for (let j = 0; j < a.length; j++) delta[j] = a[j] - y[j];
    if (activation.range !== "distribution") return;
    const ratio = complements(a).map((rest, j) => (a[j] - y[j]) / rest);
    for (let k = 0; k < a.length; k++) {
      let others = 0;
      for (let j = 0; j < a.length; j++) if (j !== k) others += ratio[j];
      delta[k] -= a[k] * others;
    }
  },
};
