import { exp, log } from "../../arithmetic/index.ts";
import type { Cost } from "./cost.ts";
import { softplus } from "./cross-entropy.ts";

/**
 * The log-likelihood cost, C = −Σ_j y_j ln a_j: for a class label, −ln of the activation of the true class.
 *
 * With softmax outputs δ = a − y (more exactly a Σy − y, for targets that do not add up to 1);
 * with sigmoid outputs δ = y ⊙ (a − 1). Chapter 3, equations 80 and 84.
 */
export const logLikelihood: Cost = {
  name: "log-likelihood",
  formula: "−Σ y ln a",
  source: "chapter 3, equation 80",
  outputs: ["softmax", "sigmoid"],
  value({ activation, z }, y) {
    let sum = 0;
    if (activation.range === "distribution") {
      const largest = z.reduce((m, v) => Math.max(m, v), Number.NEGATIVE_INFINITY);
      let total = 0;
      for (const value of z) total += exp(value - largest);
      const logTotal = log(total) + largest;
      for (let j = 0; j < z.length; j++) sum += y[j] * (logTotal - z[j]);
    } else {
      for (let j = 0; j < z.length; j++) sum += y[j] * softplus(-z[j]);
    }
    return sum;
  },
  outputError({ activation, a }, y, delta) {
    if (activation.range === "distribution") {
      const total = y.reduce((s, v) => s + v, 0);
      for (let j = 0; j < a.length; j++) delta[j] = a[j] * total - y[j];
    } else {
      for (let j = 0; j < a.length; j++) delta[j] = y[j] * (a[j] - 1);
    }
  },
  curvature({ activation, z, a }, y, direction, out) {
    activation.derivative(z, a, direction, out);
    const total = y.reduce((s, v) => s + v, 0);
    for (let j = 0; j < a.length; j++) out[j] *= activation.range === "distribution" ? total : y[j];
  },
};
