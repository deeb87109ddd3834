/** Sums over vectors in float64, each in the order of its index: the same bits wherever they are computed. */

export type Vector = Float32Array | Float64Array;

/** a·b. */
export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** sum ← sum + factor · values. */
export function add(sum: Float64Array, factor: number, values: Vector): void {
  for (let i = 0; i < sum.length; i++) sum[i] += factor * values[i];
}

/** −values. */
export function negative(values: Float64Array): Float64Array {
  return values.map((value) => -value);
}

/** a − b, rounded once. */
export function difference(a: Vector, b: Vector): Float32Array {
  return Float32Array.from(a, (value, i) => value - b[i]);
}

/** w + length · direction, rounded once. */
export function moved(weights: Float32Array, length: number, direction: Float64Array): Float32Array {
  return weights.map((w, i) => w + length * direction[i]);
}

/** The largest |value|; NaN where one is no number. */
export function largest(values: Vector): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** Whether all numbers are the same. */
export function isSame(a: Vector, b: Vector): boolean {
  return a.every((value, i) => value === b[i]);
}
