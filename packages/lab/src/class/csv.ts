/** The class's table for a spreadsheet. */
import { csvOf } from "@nndl/words/csv";
import type { Row } from "./gather.ts";

const header = [
  ...["line", "who", "seed", "epochs", "images", "right", "of", "percent"],
  ...["hash", "agrees with", "contradicts", "checked"],
];

export function classTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    ...[row.line, row.who, row.seed, row.epochs, row.images, row.correct, row.of],
    ((100 * row.correct) / row.of).toFixed(2),
    // A hash like 12345678 or 1e234567 would be taken for a number.
    `sha256:${row.hash}`,
    row.agrees.join(" "),
    row.contradicts.join(" "),
    row.verdict ?? "not yet",
  ]);
  return csvOf([header, ...lines]);
}
