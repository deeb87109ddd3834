/** Where one more run would be, if it came from where ours come from. */

/** Student's t for 95 % on two sides, by degrees of freedom from 1; near enough to the last one beyond. */
const studentT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

export interface Interval {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * The 95 % prediction interval for one more run, mean ± t s √(1 + 1/n), with s the standard deviation of our n runs and t
 * Student's for n − 1 degrees of freedom; the value itself where all are the same, or there is one alone.
 */
export function predictionInterval(values: readonly number[]): Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = n === 1 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const t = studentT[Math.min(Math.max(n - 1, 1), studentT.length) - 1];
  const reach = t * Math.sqrt(variance * (1 + 1 / n));
  return { lowest: mean - reach, highest: mean + reach };
}

export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
