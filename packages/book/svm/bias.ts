import type { Dual } from "./dual.ts";

/**
 * b of Σ β_k K(x_k, x) + b, less the mean error of the coefficients between their bounds, which should all be the same; where
 * there is none, the middle of the errors that the others leave room for.
 */
export function biasOf(dual: Dual): number {
  let [sum, free] = [0, 0];
  let [upper, lower] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = 0; place < dual.count; place++) {
    const error = dual.errors[place];
    if (!dual.canFall(place)) upper = Math.min(upper, error);
    else if (!dual.canRise(place)) lower = Math.max(lower, error);
    else {
      free++;
      sum += error;
    }
  }
  // Not −(…), which would make −0 of 0.
  return 0 - (free > 0 ? sum / free : (upper + lower) / 2);
}
