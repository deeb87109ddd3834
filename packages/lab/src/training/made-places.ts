/** Where examples lie whose inputs were made of a table's columns: x, y, x², xy … */
import type { Preparation } from "nndl";

/**
 * Which of its made inputs are the columns themselves, one for each column in their order; undefined where nothing is made, or where one
 * of the columns is not among the inputs, so that nobody can tell where an example lies.
 */
export function columnsAmong(preparation: Preparation | undefined): readonly number[] | undefined {
  const inputs = preparation?.inputs;
  if (inputs?.kind !== "table" || inputs.made === undefined) return undefined;
  const { made } = inputs;
  const found = inputs.columns.map(({ name }) =>
    made.findIndex(({ kind, of }) => kind === "product" && of.length === 1 && of[0] === name),
  );
  return found.includes(-1) ? undefined : found;
}

/** Whether inputs are made of a table's columns, instead of being these. */
export function isMade(preparation: Preparation | undefined): boolean {
  const inputs = preparation?.inputs;
  return inputs?.kind === "table" && inputs.made !== undefined;
}

/** The columns that are not among the inputs that are made of them. */
export function columnsMissing(preparation: Preparation | undefined): readonly string[] {
  const inputs = preparation?.inputs;
  if (inputs?.kind !== "table" || inputs.made === undefined) return [];
  const there = inputs.made.flatMap(({ kind, of }) => (kind === "product" && of.length === 1 ? of : []));
  return inputs.columns.map(({ name }) => name).filter((name) => !there.includes(name));
}

/** The columns of some examples, one after another, out of the inputs that were made of them. */
export function placesAmong(features: ArrayLike<number>, size: number, columns: readonly number[]): Float32Array {
  const places = new Float32Array((features.length / size) * columns.length);
  for (let at = 0, row = 0; at < places.length; row += size)
    for (const column of columns) places[at++] = features[row + column]!;
  return places;
}
