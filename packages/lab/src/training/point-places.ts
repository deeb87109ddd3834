/** Where the points of data sets lie, whatever inputs are made of them. */
import type { Dataset } from "nndl";

const places = new WeakMap<Dataset, Float32Array>();

/** @param at x, or x and y, of one point after another */
export function rememberPlaces(data: Dataset, at: Float32Array): void {
  places.set(data, at);
}

/** Where some points of a data set lie, one after another; undefined where its examples are no points. */
export function placesOf(data: Dataset, indices: readonly number[]): Float32Array | undefined {
  const at = places.get(data);
  if (at === undefined) return undefined;
  const width = at.length / data.count;
  return Float32Array.from(indices.flatMap((i) => Array.from(at.subarray(i * width, (i + 1) * width))));
}
