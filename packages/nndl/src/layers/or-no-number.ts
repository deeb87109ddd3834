/**
 * A number to divide by, or NaN where it has become infinite: what is divided by infinity is 0, which would look like any
 * other number and hide that a sum had no end.
 */
export function orNoNumber(divisor: number): number {
  return divisor === Number.POSITIVE_INFINITY ? Number.NaN : divisor;
}
