import { array, finite, positiveInteger } from "../../check.ts";
import { type Histogram, histogramOf } from "./histogram.ts";
import { sortedQuantile } from "./quantile.ts";

/** What is told of the distribution of some numbers. */
export interface DistributionOptions {
  /** Which quantiles, each from 0 to 1; 0.01, 0.05, 0.25, 0.5, 0.75, 0.95 and 0.99 when absent. */
  readonly quantiles?: readonly number[] | undefined;
  /** How many bins the histogram has; 20 when absent. */
  readonly bins?: number | undefined;
}

/** How some numbers are distributed. Plain JSON. */
export interface Distribution {
  /** How many numbers. */
  readonly count: number;
  /** Their mean. */
  readonly mean: number;
  /** Their standard deviation, √ ((1/n) Σ (x − mean)²). */
  readonly deviation: number;
  /** The smallest, and the largest. */
  readonly min: number;
  readonly max: number;
  /** The numbers below which a part p of them lies. */
  readonly quantiles: readonly Quantile[];
  /** How many lie where. */
  readonly histogram: Histogram;
}

/** The number below which a part of others lies. */
export interface Quantile {
  /** That part, from 0 to 1. */
  readonly p: number;
  /** That number. */
  readonly value: number;
}

/** The fields of {@link DistributionOptions}. */
export const distributionFields = ["quantiles", "bins"] as const;

const usualQuantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const mostBins = 100_000;

/** Checked and complete. @throws NndlError "statistics.quantiles", "statistics.bins" */
export function checkDistribution(fields: Readonly<Record<string, unknown>>): {
  readonly quantiles: readonly number[];
  readonly bins: number;
} {
  const where = { code: "statistics.quantiles", what: "quantiles" } as const;
  return {
    quantiles: Array.from(array(fields.quantiles ?? usualQuantiles, where), (p) =>
      finite(p, { ...where, what: "each of the quantiles" }, { min: 0, max: 1 }),
    ),
    bins: positiveInteger(fields.bins ?? 20, { code: "statistics.bins", what: "the number of bins" }, mostBins),
  };
}

/** Mean, deviation and ends of numbers that come in parts. */
export class Moments {
  count = 0;
  mean = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Σ (x − mean)². */
  #squares = 0;

  get deviation(): number {
    return Math.sqrt(this.#squares / this.count);
  }

  /** Each part by itself first, then both together: sums of squares of what is far from 0 would lose what they differ in. */
  add(values: ArrayLike<number>): void {
    const { length } = values;
    if (length === 0) return;
    let sum = 0;
    for (let i = 0; i < length; i++) {
      const value = values[i]!;
      sum += value;
      if (value < this.min) this.min = value;
      if (value > this.max) this.max = value;
    }
    const mean = sum / length;
    let squares = 0;
    for (let i = 0; i < length; i++) squares += (values[i]! - mean) ** 2;
    const count = this.count + length;
    const apart = mean - this.mean;
    this.#squares += squares + (apart * apart * this.count * length) / count;
    this.mean += (apart * length) / count;
    this.count = count;
  }
}

/** The distribution of numbers of which `moments` have seen all, and `kept` are all or enough. */
export function distributionOf(
  { count, mean, deviation, min, max }: Moments,
  kept: Float32Array,
  { quantiles, bins }: ReturnType<typeof checkDistribution>,
): Distribution {
  const sorted = kept.slice().sort();
  return {
    ...{ count, mean, deviation, min, max },
    quantiles: quantiles.map((p) => ({ p, value: sortedQuantile(sorted, p) })),
    histogram: histogramOf(kept, bins),
  };
}
