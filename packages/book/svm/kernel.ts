/** The kernel between the examples of one data set, the queries, and those of another, which lie in blocks. */
export interface Kernel {
  /** Writes K(query, y) for every example y of a block, in its order. */
  fill(query: number, block: number, into: Float64Array): void;
}

/** Where blocks of examples begin, one after another, and where the last one ends. */
export type Bounds = readonly number[];

/** The lengths of blocks. */
export function lengthsOf(bounds: Bounds): readonly number[] {
  return bounds.slice(1).map((end, block) => end - bounds[block]);
}
