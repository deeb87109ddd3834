import type { ClassReport } from "nndl/analysis";
import type { Style } from "../terminal/style.ts";
import { pad } from "../terminal/table.ts";
import { clip, harmless, widthOf } from "../terminal/wrap.ts";

/** Names up to this length stand above their columns; longer ones have numbers there. */
const longestAbove = 6;
/** As much of a name stands before its row. */
const longestBefore = 14;

/**
 * The confusion matrix as lines: a row for each true class, a column for what was read. Where it would be wider than so many
 * columns there are no lines.
 */
export function confusionLines(
  { confusion, classes }: Pick<ClassReport, "confusion" | "classes">,
  columns: number,
  style: Style,
): string[] {
  const names = classes.map(({ name }) => harmless(name));
  const areNumbers = names.every((name, i) => name === String(i));
  const areShort = names.every((name) => widthOf(name) <= longestAbove);
  const above = areShort ? names : names.map((_, i) => String(i));
  const before = names.map((name, i) => clip(areShort || areNumbers ? name : `${i} ${name}`, longestBefore));
  const width = 1 + Math.max(3, ...above.map(widthOf), ...confusion.flat().map((value) => String(value).length));
  const first = 1 + Math.max(5, ...before.map(widthOf));
  if (first + width * names.length > columns) return [];
  const heading = pad("", first) + above.map((name) => pad(name, width, "right")).join("");
  const most = Math.max(1, ...confusion.map((row, label) => Math.max(...row.filter((_, read) => read !== label))));
  const lines = confusion.map((row, label) => {
    const cells = row.map((value, read) =>
      colored(pad(value === 0 ? "·" : String(value), width, "right"), value, read === label, most, style),
    );
    return `${pad(before[label], first - 1, areNumbers ? "right" : "left")} ${cells.join("")}`;
  });
  return [style.dim(heading), ...lines];
}

function colored(cell: string, value: number, right: boolean, most: number, style: Style): string {
  if (right) return style.green(cell);
  if (value === 0) return style.dim(cell);
  return value > most / 2 ? style.red(cell) : value > most / 5 ? style.yellow(cell) : cell;
}
