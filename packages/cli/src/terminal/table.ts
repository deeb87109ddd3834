import { stripVTControlCharacters } from "node:util";
import type { Style } from "./style.ts";
import { widthOf, wrap } from "./wrap.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/**
 * A table as lines: titles dimmed, columns two spaces apart, no frame. Cells may have colours.
 *
 * @param room how wide it may be: texts that are too long then go on in lines of their own. Numbers are not broken, nor is a
 *   word in the last column, which somebody may want to copy
 * @example table([{ title: "layer" }, { title: "units", align: "right" }], [["dense", "30"]], style)
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: Style,
  room = Number.POSITIVE_INFINITY,
): string[] {
  const widths = columns.map(({ title }, i) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[i] ?? ""))));
  narrow(columns, widths, room);
  const lines = (cells: readonly string[]): string[] => {
    const broken = columns.map(({ align }, i) => {
      const cell = cells[i] ?? "";
      return align === "right" ? [cell] : wrapStyled(cell, widths[i], i < columns.length - 1);
    });
    return Array.from({ length: Math.max(...broken.map(({ length }) => length)) }, (_, line) =>
      columns
        .map(({ align }, i) => pad(broken[i][line] ?? "", widths[i], align))
        .join(gap)
        .trimEnd(),
    );
  };
  const titled = columns.some(({ title }) => title !== "");
  const heading = titled ? lines(columns.map(({ title }) => title)).map((line) => style.dim(line)) : [];
  return [...heading, ...rows.flatMap(lines)];
}

const gap = "  ";

/** A text in less room than this is a column of syllables. */
const leastText = 8;

/** Takes from the widest text until all fits, as far as texts can give. */
function narrow(columns: readonly Column[], widths: number[], room: number): void {
  const texts = columns.flatMap(({ align }, i) => (align === "right" || widths[i] <= leastText ? [] : [i]));
  let excess = widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1)) - room;
  while (excess > 0 && texts.length > 0) {
    const widest = texts.reduce((a, b) => (widths[b] > widths[a] ? b : a));
    if (widths[widest] <= leastText) return;
    widths[widest]--;
    excess--;
  }
}

/** The lines of a cell; one that is coloured as a whole is so in each of them. */
function wrapStyled(cell: string, columns: number, breaksWords: boolean): string[] {
  if (widthOf(cell) <= columns) return [cell];
  const plain = stripVTControlCharacters(cell);
  const at = cell.indexOf(plain);
  const lines = wrap(plain, columns).flatMap((line) => (breaksWords ? cut(line, columns) : [line]));
  return at < 0 ? lines : lines.map((line) => cell.slice(0, at) + line + cell.slice(at + plain.length));
}

function cut(line: string, columns: number): string[] {
  const characters = [...line];
  const pieces = Math.max(1, Math.ceil(characters.length / columns));
  return Array.from({ length: pieces }, (_, i) => characters.slice(i * columns, (i + 1) * columns).join(""));
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
