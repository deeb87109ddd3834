import type { Style } from "./style.ts";
import { widthOf } from "./wrap.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/**
 * A table as lines: titles dimmed, columns two spaces apart, no frame. Cells may have colours.
 *
 * @example table([{ title: "layer" }, { title: "units", align: "right" }], [["dense", "30"]], style)
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], style: Style): string[] {
  const widths = columns.map(({ title }, i) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[i] ?? ""))));
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, i) => pad(cells[i] ?? "", widths[i], align))
      .join("  ")
      .trimEnd();
  const titled = columns.some(({ title }) => title !== "");
  return [...(titled ? [style.dim(line(columns.map(({ title }) => title)))] : []), ...rows.map(line)];
}

/** Fills a text with spaces to a width; a longer one stays as it is. */
export function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const spaces = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "right" ? spaces + text : text + spaces;
}

/** Puts the same indentation before each line. */
export function indent(lines: readonly string[], by = 2): string[] {
  return lines.map((line) => (line === "" ? line : " ".repeat(by) + line));
}
