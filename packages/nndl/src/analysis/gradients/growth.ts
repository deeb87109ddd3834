import { log } from "../../arithmetic/index.ts";
import { finite } from "../../check.ts";

/**
 * For how wide a range of the activation a before a sigmoid neuron its factor in the gradient's product, |w σ′(wa + b)|, is at
 * least 1, whatever b is:
 *
 * (2/|w|) ln(|w| (1 + √(1 − 4/|w|)) / 2 − 1), and 0 for |w| ≤ 4, as σ′ is at most 1/4.
 *
 * It is never more than 0.45 (see {@link widestGrowth}): a gradient that does not vanish is an accident.
 *
 * @throws NndlError "chain.weights" for a weight that is not finite
 * @example growthWidth(4); // 0
 * @see chapter 5, equation 123
 */
export function growthWidth(weight: number): number {
  const w = Math.abs(finite(weight, { code: "chain.weights", what: "the weight of a neuron" }));
  if (w <= 4) return 0;
  return (2 / w) * log((w * (1 + Math.sqrt(1 - 4 / w))) / 2 - 1);
}

/**
 * The weight for which {@link growthWidth} is largest, and how large it is there: found by dividing an interval in the golden
 * ratio, 4 to 40, within which the width rises and then falls.
 *
 * @example widestGrowth().width < 0.45; // true
 * @see chapter 5, the problem after equation 123
 */
export function widestGrowth(): { readonly weight: number; readonly width: number } {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [4, 40];
  // Near its top a curve is flat: a weight cannot be told more exactly than to the root of a number's last bit.
  while (high - low > 1e-8) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (growthWidth(left) < growthWidth(right)) low = left;
    else high = right;
  }
  const weight = (low + high) / 2;
  return { weight, width: growthWidth(weight) };
}
