import type { Activation } from "../../functions/index.ts";

/** Writes the slope of each activation by its own weighted input, ∂a_j/∂z_j, of one example: σ′(z) where units are for themselves. */
export function ownSlopes(activation: Activation, z: Float64Array, a: Float64Array, slopes: Float64Array): void {
  const chosen = new Float64Array(z.length);
  if (activation.elementwise) {
    activation.derivative(z, a, chosen.fill(1), slopes);
    return;
  }
  // Where units share a sum, one column of their Jacobian after another, of which one number is wanted.
  const column = new Float64Array(z.length);
  for (let j = 0; j < z.length; j++) {
    chosen[j] = 1;
    activation.derivative(z, a, chosen, column);
    chosen[j] = 0;
    slopes[j] = column[j]!;
  }
}
