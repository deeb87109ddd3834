import { activationNames } from "../activations/index.ts";
import type { Cost } from "./cost.ts";

/** The quadratic cost, C = ½ ‖a − y‖²; δ = (a − y) ⊙ f′(z). Chapter 1, equation 6; chapter 2, equation 30. */
export const quadratic: Cost = {
  name: "quadratic",
  formula: "½ ‖a − y‖²",
  source: "chapter 1, equation 6",
  outputs: activationNames,
  value({ a }, y) {
    let sum = 0;
    for (let j = 0; j < a.length; j++) sum += (a[j] - y[j]) ** 2;
    return sum / 2;
  },
  outputError({ activation, z, a }, y, delta) {
    activation.derivative(
      z,
      a,
      a.map((value, j) => value - y[j]),
      delta,
    );
  },
  curvature({ activation, z, a }, y, direction, out) {
    const [change, bent] = [new Float64Array(a.length), new Float64Array(a.length)];
    activation.derivative(z, a, direction, change);
    activation.derivative(z, a, change, out);
    const miss = a.map((value, j) => value - y[j]);
    activation.curvature(z, a, miss, direction, bent);
    for (let j = 0; j < a.length; j++) out[j] += bent[j];
  },
};
