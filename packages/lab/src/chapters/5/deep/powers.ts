/** Axes on which numbers of any size find a place, marked by powers of ten. */

/** A tenth, a thousandth, …: the powers of ten around some positive numbers. */
export function powersAround(values: readonly number[]): readonly [number, number] {
  const all = values.filter((value) => value > 0 && Number.isFinite(value));
  if (all.length === 0) return [0.1, 1];
  // A curve is not to run along the axis.
  const low = Math.floor(Math.log10(Math.min(...all)) - 0.05);
  const high = Math.ceil(Math.log10(Math.max(...all)) + 0.05);
  return [Number(`1e${low}`), Number(`1e${Math.max(high, low + 1)}`)];
}
