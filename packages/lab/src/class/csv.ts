/** The class's table for a spreadsheet. */
import type { Row } from "./gather.ts";

const header = [
  ...[
    "line",
    "who",
    "seed",
    "epochs",
    "images",
    "right",
    "of",
    "percent",
    "hash",
    "agrees with",
    "contradicts",
    "checked",
  ],
];

/** CSV as RFC 4180 has it. */
export function csvOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    ...[row.line, row.who, row.seed, row.epochs, row.images, row.correct, row.of],
    ((100 * row.correct) / row.of).toFixed(2),
    // A hash like 12345678 or 1e234567 would be taken for a number.
    `sha256:${row.hash}`,
    row.agrees.join(" "),
    row.contradicts.join(" "),
    row.verdict ?? "not yet",
  ]);
  return `${[header, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** What begins as a formula does is no formula: a spreadsheet would carry it out. */
function cell(value: string | number): string {
  const text = String(value).replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
