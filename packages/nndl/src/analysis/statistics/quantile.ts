/**
 * The p-quantile of numbers in ascending order: what stands at the place p (n − 1), as NumPy's `quantile` has it.
 */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  return sortedAt(sorted, p * (sorted.length - 1));
}

/** What stands at a place among numbers in ascending order, from 0; between two of them on the straight line that joins them. */
export function sortedAt(sorted: ArrayLike<number>, place: number): number {
  const below = Math.floor(place);
  const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return a + (b - a) * (place - below);
}
