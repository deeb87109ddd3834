/** Numbers that a network has never seen the like of, as centimetres where it learned from metres. */
import type { TableInputs } from "../../data/index.ts";
import type { Remark } from "../../remarks.ts";
import { numberAt, type RawColumn } from "./raw-table.ts";

/** So many deviations from the mean is nothing that was learned from, unless one number in thousands is. */
const far = 10;

/** A remark on each column with numbers far from all that its network's description knows; the columns in its order. */
export function unlikeRemarks(
  file: string,
  columns: readonly RawColumn[],
  rows: number,
  { columns: known }: TableInputs,
): readonly Remark[] {
  return known.flatMap((about, place) => {
    const column = columns[place];
    if (about.kind !== "number" || column?.kind !== "number") return [];
    const { mean, deviation, name } = about;
    let [count, first] = [0, 0];
    for (let row = 0; row < rows; row++)
      if (Math.abs(numberAt(column, row) - mean) > far * deviation && count++ === 0) first = row;
    if (count === 0) return [];
    return [
      {
        code: "table.unlike",
        what:
          `${file}: the column ${JSON.stringify(name)} has ${numberAt(column, first)} in row ${first + 1}` +
          `${count === 1 ? "" : `, and ${count - 1} more like it`}; the network learned from numbers around ` +
          `${brief(mean)}, mostly within ${brief(deviation)} of it, and its answers to such rows mean little.`,
        next: "Check the units and the order of the columns.",
      } satisfies Remark,
    ];
  });
}

function brief(value: number): string {
  return String(Number(value.toPrecision(3)));
}
