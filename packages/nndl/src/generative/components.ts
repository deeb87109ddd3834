import { integer } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { stream } from "../random/index.ts";
import { inputsOf } from "./measure.ts";
import { meansOf } from "./numbers.ts";

/** The directions in which data vary most. */
export interface PrincipalComponents {
  /** The mean of each feature. */
  readonly mean: Float64Array;
  /** Directions of length 1, at right angles, the one of most variance first. [count, size] */
  readonly directions: readonly Float64Array[];
  /** The variance along each. */
  readonly variances: readonly number[];
  /** The variance of all features together. */
  readonly total: number;
}

/**
 * Principal components, by subspace iteration on the covariance matrix: what a linear autoencoder of as many units could do at
 * best, and what the deep one is measured by.
 *
 * @param count how many directions
 * @throws NndlError "components.count"
 * @example principalComponents(digits.test, 2).directions.length; // 2
 */
export function principalComponents(data: Dataset, count: number): PrincipalComponents {
  const { size } = data;
  integer(count, { code: "components.count", what: "the number of principal components" }, { min: 1, max: size });
  const mean = meansOf(data);
  const covariance = covarianceOf(data, mean);
  // A few more directions than wanted, so that the last ones wanted settle sooner.
  const wide = Math.min(size, count + 10);
  const random = stream(0, "components");
  let basis: Float64Array[] = Array.from({ length: wide }, () =>
    Float64Array.from({ length: size }, () => random.gaussian()),
  );
  for (let round = 0; round < 60; round++) {
    basis = basis.map((direction) => times(covariance, direction));
    straighten(basis);
  }
  const found = basis.map((direction) => ({ direction, variance: dot(direction, times(covariance, direction)) }));
  found.sort((a, b) => b.variance - a.variance);
  let total = 0;
  for (let i = 0; i < size; i++) total += covariance[i * size + i];
  return {
    mean,
    directions: found.slice(0, count).map(({ direction }) => direction),
    variances: found.slice(0, count).map(({ variance }) => variance),
    total,
  };
}

/** The squared error of an example against what its coordinates along the components tell, on the average over a data set. */
export function componentsError({ mean, directions }: PrincipalComponents, data: Dataset): number {
  const { size, count } = data;
  let error = 0;
  for (let from = 0; from < count; from += 1000) {
    const rows = inputsOf(data, from, Math.min(count, from + 1000));
    for (let at = 0; at < rows.length; at += size) {
      const apart = Float64Array.from(mean, (value, i) => rows[at + i] - value);
      error += dot(apart, apart);
      for (const direction of directions) {
        const along = dot(apart, direction);
        error -= along * along;
      }
    }
  }
  return error / count;
}

/** Over the examples' features that are not 0, which are few in pictures of ink. [size, size] */
function covarianceOf(data: Dataset, mean: Float64Array): Float64Array {
  const { size, count } = data;
  const sums = new Float64Array(size * size);
  for (let from = 0; from < count; from += 1000) {
    const rows = inputsOf(data, from, Math.min(count, from + 1000));
    for (let at = 0; at < rows.length; at += size) {
      const present: number[] = [];
      for (let i = 0; i < size; i++) if (rows[at + i] !== 0) present.push(i);
      for (const i of present) for (const k of present) if (k <= i) sums[i * size + k] += rows[at + i] * rows[at + k];
    }
  }
  for (let i = 0; i < size; i++)
    for (let k = 0; k <= i; k++) {
      sums[i * size + k] = sums[i * size + k] / count - mean[i] * mean[k];
      sums[k * size + i] = sums[i * size + k];
    }
  return sums;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const result = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += matrix[i * size + k] * vector[k];
    result[i] = sum;
  }
  return result;
}

/** Gram and Schmidt's way, in place: each direction loses what it has of those before it, and gets length 1. */
function straighten(basis: Float64Array[]): void {
  basis.forEach((direction, n) => {
    for (const before of basis.slice(0, n)) {
      const along = dot(direction, before);
      for (let i = 0; i < direction.length; i++) direction[i] -= along * before[i];
    }
    const length = Math.sqrt(dot(direction, direction));
    // Of data that vary in fewer directions nothing but rounding is left.
    for (let i = 0; i < direction.length; i++) direction[i] = length > 0 ? direction[i] / length : 0;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
