/** How many numbers lie in each of some bins of equal width. Plain JSON. */
export interface Histogram {
  /** Where each bin begins, and at the end where the last one ends: one more than there are bins. */
  readonly edges: readonly number[];
  /** How many lie in each bin: from its edge up to the next, the last bin with both of its edges. */
  readonly counts: readonly number[];
}

/**
 * The histogram of finite numbers between their smallest and their largest, as NumPy's `histogram` has it; where all are equal
 * it reaches ½ to both sides of them.
 */
export function histogramOf(values: ArrayLike<number>, bins: number): Histogram {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  if (!(low < high)) [low, high] = [low - 0.5, high + 0.5];
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * width));
  const counts = Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let bin = Math.min(bins - 1, Math.floor((value - low) / width));
    // The quotient was rounded; the edges decide.
    if (bin > 0 && value < edges[bin]!) bin--;
    else if (bin < bins - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return { edges, counts };
}
