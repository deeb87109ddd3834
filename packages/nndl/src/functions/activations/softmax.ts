import { exp } from "../../arithmetic/index.ts";
import type { Activation } from "./activation.ts";

/**
 * Softmax, a_j = e^{z_j} / Σ_k e^{z_k}: positive numbers that add up to 1. The largest z is taken away first, which
 * changes nothing but keeps e from overflowing. Its Jacobian is a_j (δ_jk − a_k). Chapter 3, equation 78.
 */
export const softmax: Activation = {
  name: "softmax",
  title: "Softmax",
  formula: "e^{z_j} / Σ e^{z_k}",
  source: "chapter 3, equation 78",
  range: "distribution",
  elementwise: false,
  rises: true,
  slopeFrom: "a",
  value(z, a) {
    let largest = Number.NEGATIVE_INFINITY;
    for (const value of z) largest = Math.max(largest, value);
    let total = 0;
    for (let j = 0; j < z.length; j++) {
      a[j] = exp(z[j] - largest);
      total += a[j];
    }
    for (let j = 0; j < z.length; j++) a[j] /= total;
  },
  derivative(_, a, gradientA, gradientZ) {
    let mean = 0;
    for (let j = 0; j < a.length; j++) mean += a[j] * gradientA[j];
    for (let j = 0; j < a.length; j++) gradientZ[j] = a[j] * (gradientA[j] - mean);
  },
  curvature(_, a, gradientA, direction, out) {
    let [mean, meanDirection] = [0, 0];
    for (let j = 0; j < a.length; j++) {
      mean += a[j] * gradientA[j];
      meanDirection += a[j] * direction[j];
    }
    // ∂a_j = a_j (∂z_j − Σ a ∂z), and so the mean changes by Σ ∂a g.
    let meanChange = 0;
    for (let j = 0; j < a.length; j++) meanChange += a[j] * (direction[j] - meanDirection) * gradientA[j];
    for (let j = 0; j < a.length; j++)
      out[j] = a[j] * ((direction[j] - meanDirection) * (gradientA[j] - mean) - meanChange);
  },
};
