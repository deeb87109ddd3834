/** One row of a table, as it is typed, and what a network is shown of it. Loaded only where there are tables. */
import type { Preparation } from "nndl";
import { prepareRows, type Row } from "nndl/sources";

/** The inputs of a row; undefined while a field is empty. */
export function rowInputs(preparation: Preparation, row: Row): Float32Array | undefined {
  if (Object.values(row).some((cell) => typeof cell === "number" && !Number.isFinite(cell))) return undefined;
  return prepareRows(preparation, [row])[0];
}

/** The row that made some inputs, its numbers as exact as float32 has them; the usual one where another table's made them. */
export function rowOf(preparation: Preparation, values: ArrayLike<number>): Row {
  const { inputs } = preparation;
  if (inputs.kind !== "table") return {};
  const size = inputs.columns.reduce((sum, column) => sum + (column.kind === "number" ? 1 : column.words.length), 0);
  if (values.length !== size) return usualRow(preparation);
  const row: Record<string, number | string> = {};
  let at = 0;
  for (const column of inputs.columns)
    if (column.kind === "number") row[column.name] = shortest(values[at++]! * column.deviation + column.mean);
    else {
      const places = column.words.map((_, i) => values[at + i]!);
      row[column.name] = column.words[places.indexOf(Math.max(...places))]!;
      at += column.words.length;
    }
  return row;
}

/** The row to begin with: every number its mean. */
export function usualRow({ inputs }: Preparation): Row {
  if (inputs.kind !== "table") return {};
  return Object.fromEntries(
    inputs.columns.map((column) => [column.name, column.kind === "number" ? shortest(column.mean) : column.words[0]!]),
  );
}

/** Without the digits that float32 has not. */
function shortest(value: number): number {
  return Number(value.toPrecision(6));
}
