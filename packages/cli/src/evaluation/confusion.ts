import { percent } from "@nndl/words/numbers";
import type { Style } from "../terminal/style.ts";
import { pad } from "../terminal/table.ts";

/** More classes than this do not fit beside one another. */
const mostClasses = 16;

/**
 * The confusion matrix as lines: a row for each true class, a column for what was read, and how much of each class was read
 * rightly. Where it would be too wide there are no lines.
 */
export function confusionLines(confusion: readonly (readonly number[])[], style: Style): string[] {
  const classes = confusion[0].length;
  if (classes > mostClasses) return [];
  const width = Math.max(4, ...confusion.flat().map((value) => String(value).length + 1));
  const first = 6;
  const heading =
    pad("", first) + Array.from({ length: classes }, (_, read) => pad(String(read), width, "right")).join("");
  const most = Math.max(1, ...confusion.map((row, label) => Math.max(...row.filter((_, read) => read !== label))));
  const lines = confusion.map((row, label) => {
    const all = row.reduce((sum, value) => sum + value, 0);
    const cells = row.map((value, read) =>
      colored(pad(value === 0 ? "·" : String(value), width, "right"), value, read === label, most, style),
    );
    const share = all === 0 ? "" : pad(percent(row[label] / all), 11, "right");
    return `${pad(String(label), first - 1, "right")} ${cells.join("")}${style.dim(share)}`;
  });
  return [style.dim(`${heading}      read rightly`), ...lines];
}

/** The commonest mistakes, as sentences: "4 read as 9: 23 times". */
export function commonest(
  confusion: readonly (readonly number[])[],
  most: number,
): { label: number; read: number; times: number }[] {
  return confusion
    .flatMap((row, label) => row.map((times, read) => ({ label, read, times })))
    .filter(({ label, read, times }) => label !== read && times > 0)
    .sort((a, b) => b.times - a.times || a.label - b.label || a.read - b.read)
    .slice(0, most);
}

function colored(cell: string, value: number, right: boolean, most: number, style: Style): string {
  if (right) return style.green(cell);
  if (value === 0) return style.dim(cell);
  return value > most / 2 ? style.red(cell) : value > most / 5 ? style.yellow(cell) : cell;
}
