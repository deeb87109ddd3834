/** Which way the weighted inputs of the outputs are to go, so that an example is read as something else, or as a class of one's choice. */
import { expOfNegative } from "../arithmetic/index.ts";

/** What an attack wants of an example: away from a class, or towards one. */
export type Aim = "away" | "towards";

/**
 * The direction in which the cross-entropy of a softmax of z grows fastest for a class, ∂C/∂z / (1 − a_y): of the class itself
 * −1, of each other j its share of the rest, e^{z_j} / Σ_{k≠y} e^{z_k}; towards the class, the opposite.
 *
 * The cross-entropy itself says nothing where a network is certain: 1 − a_y is then 0 in float32, and its gradient with it, so
 * that networks with large weights look robust (Carlini and Wagner, arXiv 1608.04644). Its direction is never lost, and goes by z
 * alone: outputs of sigmoids or of a quadratic cost hide nothing either, as the largest output is that of the largest z.
 *
 * @param z the weighted inputs of one example
 * @param errors where the direction goes: as many numbers
 */
export function steer(z: Float32Array, label: number, aim: Aim, errors: Float32Array): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < z.length; j++) if (j !== label && z[j]! > largest) largest = z[j]!;
  let sum = 0;
  for (let j = 0; j < z.length; j++) if (j !== label) sum += expOfNegative(z[j]! - largest);
  const sign = aim === "away" ? 1 : -1;
  for (let j = 0; j < z.length; j++) errors[j] = j === label ? -sign : (sign * expOfNegative(z[j]! - largest)) / sum;
}
