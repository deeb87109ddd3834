import { csvOf } from "@nndl/words/csv";
import type { DrawnCurve } from "./figure-frame.svelte.ts";

/** The curves of a figure as a table that any spreadsheet reads: one line for each point, in full precision. */
export function tableOf(curves: readonly DrawnCurve[]): string {
  return csvOf([
    ["curve", "x", "y"],
    ...curves.flatMap(({ name, points }, i) => points.map(([x, y]) => [name || `curve ${i + 1}`, x, y])),
  ]);
}
