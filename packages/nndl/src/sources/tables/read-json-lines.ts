/** JSON lines: an object in each line, or a JSON list of them, with numbers, words, or lists of numbers in named fields. */
import { NndlError, show } from "../../errors.ts";
import { parseStrictJson } from "../../formats/strict-json.ts";
import { fromUtf8 } from "../../utf8.ts";
import { textBytes } from "./encoding.ts";
import { isMissing } from "./missing.ts";
import { type RawColumn, type RawTable, wordsColumn } from "./raw-table.ts";
import type { ReadTableOptions } from "./read-csv.ts";
import { checkWords } from "./row-limits.ts";
import { checkWithout } from "./without.ts";

/**
 * Reads a table from JSON lines. A list of numbers in a field is as many columns: pixels[0], pixels[1], … A line that is a list
 * itself has columns without names.
 *
 * @throws NndlError "table.text", "table.empty", "table.line" for a line that is no such object, "table.row" for one with other fields
 *   than the first, "table.cell" for null, "table.number" for a word among numbers, "table.words"
 */
export function readJsonLines(content: Uint8Array, options: ReadTableOptions): RawTable {
  const { name } = options;
  const { bytes } = textBytes(content, name);
  const lines = linesOf(bytes, name);
  const first = lines[0];
  if (first === undefined)
    throw new NndlError("table.empty", { problem: `${name} has no rows`, next: "Give a line for each example." });
  const fields = Object.keys(cellsOf(first.value, name, first.place));
  checkWithout(fields, options);
  const columns = new Map<string, unknown[]>();
  for (const [row, { value, place }] of lines.entries()) {
    const cells = cellsOf(value, name, place);
    const has = (field: string) => Object.hasOwn(cells, field);
    const other = Object.keys(cells).find((field) => !fields.includes(field)) ?? fields.find((field) => !has(field));
    if (other !== undefined) refuseField(name, place, other, has(other));
    for (const field of fields) flatten(field, cells[field], columns, row, name, place, options.without ?? []);
  }
  const places = lines.map(({ place }) => place);
  const uneven = [...columns].find(([, cells]) => cells.length < lines.length);
  if (uneven !== undefined) refuseField(name, places[uneven[1].length]!, uneven[0], false);
  return {
    name,
    rows: lines.length,
    columns: [...columns].map(([column, cells], i) =>
      columnOf(column, cells, places, name, options.kindOf?.(column, i)),
    ),
    about: ["a JSON object for each row"],
    remarks: [],
  };
}

interface Line {
  readonly value: unknown;
  /** For errors: "line 3", "element 3". */
  readonly place: string;
}

function linesOf(bytes: Uint8Array, name: string): readonly Line[] {
  const text = fromUtf8(bytes) ?? "";
  if (/^\s*\[\s*[[{]/.test(text)) {
    const list = parse(text, name, "the whole");
    return (list as unknown[]).map((value, i) => ({ value, place: `element ${i + 1}` }));
  }
  return text.split(/\r\n|\n|\r/).flatMap((line, i) => {
    const place = `line ${i + 1}`;
    return line.trim() === "" ? [] : [{ value: parse(line, name, place), place }];
  });
}

function parse(text: string, name: string, place: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NndlError(
      "table.line",
      {
        received: show(text.trim()),
        expected: `${name}: ${place} must be JSON`,
        next: "Write one object in each line; NaN and Infinity are no JSON.",
      },
      { cause: error },
    );
  }
  if (keysIn(text) !== keysOf(value)) refuseTwice(text, name, place);
  return value;
}

/** The keys that a text has, those that come twice included, of which `JSON.parse` keeps the last without a word. */
function keysIn(text: string): number {
  let count = 0;
  for (const [, isKey] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (isKey !== undefined) count++;
  return count;
}

function keysOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inside = Object.values(value).reduce<number>((sum, part) => sum + keysOf(part), 0);
  return Array.isArray(value) ? inside : Object.keys(value).length + inside;
}

function refuseTwice(text: string, name: string, place: string): void {
  try {
    parseStrictJson(text);
  } catch (error) {
    throw new NndlError(
      "table.line",
      {
        received: error instanceof Error ? error.message : show(error),
        expected: `${name}: ${place} must have each field once`,
        next: "Rename one of the two, or take it out: nobody can say which of them is meant.",
      },
      { cause: error },
    );
  }
}

function cellsOf(value: unknown, name: string, place: string): Record<string, unknown> {
  if (Array.isArray(value)) return Object.fromEntries(value.map((cell: unknown, i) => [`column ${i + 1}`, cell]));
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw new NndlError("table.line", {
    received: show(value),
    expected: `${name}: ${place} must be an object with a field for each column`,
    next: 'Write it as {"width": 3, "kind": "a"}.',
  });
}

/** A cell, or the cells of a list, at the end of their columns. */
function flatten(
  column: string,
  cell: unknown,
  columns: Map<string, unknown[]>,
  row: number,
  name: string,
  place: string,
  without: readonly string[],
): void {
  if (without.includes(column)) return;
  if (Array.isArray(cell)) {
    for (const [i, part] of cell.entries()) flatten(`${column}[${i}]`, part, columns, row, name, place, without);
    return;
  }
  let cells = columns.get(column);
  if (cells === undefined && row === 0) {
    cells = [];
    columns.set(column, cells);
  }
  if (cells === undefined || cells.length !== row) refuseField(name, place, column, true);
  if (cell === null || (typeof cell === "string" && isMissing(cell)))
    throw new NndlError("table.cell", {
      received: `${show(cell)} in ${place} (row ${row + 1})`,
      expected: `${name}: every field ${show(column)} must have a value`,
      next: "Fill it in, remove the row, or leave the column out.",
    });
  if (typeof cell === "object")
    throw new NndlError("table.line", {
      received: show(cell),
      expected: `${name}: ${place}: the field ${show(column)} must be a number, a text, true, false, or a list of these`,
      next: "Give each number a field of its own.",
    });
  cells.push(cell);
}

function refuseField(name: string, place: string, field: string, isThere: boolean): never {
  throw new NndlError("table.row", {
    received: `${place} ${isThere ? "with" : "without"} ${show(field)}`,
    expected: `${name}: every row must have the fields of the first`,
    next: "Give all rows the same fields, and lists of the same length.",
  });
}

function columnOf(
  column: string,
  cells: readonly unknown[],
  places: readonly string[],
  name: string,
  asked: "number" | "words" | undefined,
): RawColumn {
  const other = cells.findIndex((cell) => typeof cell !== "number");
  if (asked !== "words" && other < 0)
    return {
      kind: "number",
      name: column,
      stored: Float64Array.from(cells as number[], (cell) => cell + 0),
      divisor: 1,
    };
  if (asked === "number" || cells.some((cell) => typeof cell === "number" && asked !== "words"))
    throw new NndlError("table.number", {
      received: `${show(cells[other])} in ${places[other]}`,
      expected: `${name}: every field ${show(column)} must be a number, as others are`,
      next: "Correct it, remove the row, or write all of them as words, in quotes.",
    });
  const made = wordsColumn(column, cells.map(String));
  checkWords(name, column, made.words.length, cells.length, made.words[0]!);
  return made;
}
