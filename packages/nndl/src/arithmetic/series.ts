/**
 * The Taylor series of sine and cosine for |x| ≤ π/4, by Horner's rule from the highest power down. How far each caller
 * goes is part of its bits: published weights stand on the last place of these sums, so no caller may change its own.
 */

/** 1 − x²/2! + x⁴/4! − … up to x^highest / highest!, for an even `highest`; 16 leaves out less than 1e−17. */
export function cosSeries(x: number, highest: number): number {
  const square = x * x;
  let sum = 1;
  for (let k = highest; k >= 2; k -= 2) sum = 1 - (sum * square) / (k * (k - 1));
  return sum;
}

/** x − x³/3! + x⁵/5! − … up to x^highest / highest!, for an odd `highest`. */
export function sinSeries(x: number, highest: number): number {
  const square = x * x;
  let sum = 1;
  for (let k = highest; k >= 3; k -= 2) sum = 1 - (sum * square) / (k * (k - 1));
  return x * sum;
}
