/**
 * Which two coefficients to change next, by second-order information: Fan, Chen and Lin, "Working set selection using second
 * order information for training support vector machines", Journal of Machine Learning Research 6 (2005), WSS 2.
 *
 * Of equals the last is taken, as LIBSVM does: its order of steps is ours.
 */
import type { Dual } from "./dual.ts";

/** It is good enough when no two errors that should be in order are out of it by more than this. */
export const tolerance = 1e-3;

/** What stands for a curvature that is none, as that between two equal examples. */
const leastCurvature = 1e-12;

/** ‖φ(x) − φ(y)‖² = K(x, x) + K(y, y) − 2 K(x, y), with K(x, x) = 1. */
export function curvature(alike: number): number {
  const curvature = 2 - 2 * alike;
  return curvature > 0 ? curvature : leastCurvature;
}

/** The place whose error is the smallest of those that can rise; −1 where none can. */
export function selectRising({ active, errors, coefficients, highest }: Dual): number {
  let smallest = Number.POSITIVE_INFINITY;
  let rising = -1;
  for (let k = 0; k < active; k++) {
    if (errors[k] > smallest || coefficients[k] >= highest[k]) continue;
    smallest = errors[k];
    rising = k;
  }
  return rising;
}

/**
 * The place that falls as the other rises: of those with a larger error the one with which most is gained, (F_j − F_i)² by the
 * curvature; −1 where all is in order.
 *
 * @param row K(x_i, ·), by example
 */
export function selectFalling(dual: Dual, rising: number, row: Float32Array): number {
  const { active, errors, coefficients, lowest, examples } = dual;
  const least = rising < 0 ? Number.POSITIVE_INFINITY : errors[rising];
  let largest = Number.NEGATIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let falling = -1;
  for (let k = 0; k < active; k++) {
    if (coefficients[k] <= lowest[k]) continue;
    const error = errors[k];
    if (error >= largest) largest = error;
    const difference = error - least;
    if (difference <= 0) continue;
    const gain = (difference * difference) / curvature(row[examples[k]]);
    if (gain < most) continue;
    most = gain;
    falling = k;
  }
  return largest - least < tolerance ? -1 : falling;
}
