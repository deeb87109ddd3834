/** From columns to inputs: numbers by mean and deviation, words as one of so many. */
import { madeInputs, type NumberColumn, type TableColumn, type TableInputs } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import { farValue } from "./far-value.ts";
import type { RawColumn, RawNumbers, RawWords } from "./raw-table.ts";
import { similarWords } from "./similar-words.ts";

/**
 * How the inputs of some columns are made: a number's mean and deviation over the given rows, a word's place among all words.
 *
 * Sums run in the order of the rows, and nothing but + − × ÷ √ is used, so that they are the same everywhere.
 */
export function columnsOf(
  file: string,
  columns: readonly RawColumn[],
  rows: ArrayLike<number>,
): { readonly columns: readonly TableColumn[]; readonly remarks: readonly Remark[] } {
  const made = columns.map((column): TableColumn => {
    if (column.kind === "words") return { kind: "words", name: column.name, words: column.words };
    return scaleOf(file, column, rows);
  });
  const constant = made.filter((_, i) => isConstant(columns[i]!, rows)).map(({ name }) => JSON.stringify(name));
  const doubtful = columns.flatMap((column) =>
    column.kind === "words" ? similarWords(file, column.name, column.words) : farValue(file, column, rows),
  );
  if (constant.length === 0) return { columns: made, remarks: doubtful };
  const few = `${constant.slice(0, 5).join(", ")}${constant.length > 5 ? ", …" : ""}`;
  const what =
    constant.length === 1
      ? `${file}: the column ${few} is the same in every row, and tells nothing.`
      : `${file}: ${constant.length} columns are the same in every row, and tell nothing: ${few}.`;
  return { columns: made, remarks: [...doubtful, { code: "table.constant", what }] };
}

/**
 * The mean and the deviation of a column of numbers, √(Σ(x − mean)² / n); a deviation of 1 where all are equal.
 *
 * @throws NndlError "table.number" for numbers whose squares no double can hold
 */
export function scaleOf(file: string, { name, stored, divisor }: RawNumbers, rows: ArrayLike<number>): NumberColumn {
  const count = rows.length;
  let sum = 0;
  let isEqual = true;
  const first = stored[rows[0]!]! / divisor;
  for (let i = 0; i < count; i++) {
    const value = stored[rows[i]!]! / divisor;
    if (value !== first) isEqual = false;
    sum += value;
  }
  if (isEqual) return { kind: "number", name, mean: first, deviation: 1 };
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const distance = stored[rows[i]!]! / divisor - mean;
    squares += distance * distance;
  }
  const deviation = Math.sqrt(squares / count);
  if (Number.isFinite(mean) && Number.isFinite(deviation) && deviation > 0)
    return { kind: "number", name, mean, deviation };
  throw new NndlError("table.number", {
    received: "numbers too large or too close to compute with",
    expected: `${file}: the column ${JSON.stringify(name)} must have numbers whose mean and deviation can be computed`,
    next: "Give it in another unit, or leave the column out.",
  });
}

/** Which rows: all of them. */
export function allRows(count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

/**
 * The inputs of the given rows, one after another.
 *
 * @param columns a table's columns, in the order of the description
 * @throws NndlError "table.word" for a word that is not among those of the description
 */
export function inputsOf(
  file: string,
  columns: readonly RawColumn[],
  description: TableInputs,
  rows: ArrayLike<number>,
): Float32Array {
  const described = description.columns;
  const size = described.reduce((sum, column) => sum + (column.kind === "words" ? column.words.length : 1), 0);
  const inputs = new Float32Array(rows.length * size);
  let next = 0;
  const fills = described.map((column, i) => {
    const raw = columns[i]!;
    const place = next;
    next += column.kind === "words" ? column.words.length : 1;
    if (column.kind !== "words")
      return (from: number, to: number) => fillNumbers(raw as RawNumbers, column, rows, inputs, place, size, from, to);
    const places = placesOf(raw as RawWords, column.words);
    return (from: number, to: number) =>
      fillWords(file, raw as RawWords, column.words, places, rows, inputs, place, size, from, to);
  });
  // Some rows at a time, so that what is written stays in the cache.
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    for (const fill of fills) fill(from, Math.min(rows.length, from + rowsAtOnce));
  return madeInputs(description, inputs);
}

const rowsAtOnce = 512;

/** (value − mean) / deviation, every `size` numbers from a place on. */
export function fillNumbers(
  { stored, divisor }: RawNumbers,
  { mean, deviation }: NumberColumn,
  rows: ArrayLike<number>,
  into: Float32Array,
  place: number,
  size: number,
  from = 0,
  to = rows.length,
): void {
  for (let i = from, at = place + from * size; i < to; i++, at += size)
    into[at] = (stored[rows[i]!]! / divisor - mean) / deviation;
}

/** Where each of a column's words is among those of the description; −1 where it is not. */
function placesOf({ words: own }: RawWords, words: readonly string[]): readonly number[] {
  const placeOf = new Map(words.map((word, i) => [word, i]));
  return own.map((word) => placeOf.get(word) ?? -1);
}

function fillWords(
  file: string,
  { name, codes, words: own }: RawWords,
  words: readonly string[],
  places: readonly number[],
  rows: ArrayLike<number>,
  into: Float32Array,
  place: number,
  size: number,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const found = places[codes[rows[i]!]!]!;
    if (found < 0)
      throw new NndlError("table.word", {
        received: `${JSON.stringify(own[codes[rows[i]!]!])} in row ${rows[i]! + 1}`,
        expected: `${file}: the column ${JSON.stringify(name)} must have one of the words ${words.slice(0, 10).join(", ")}${words.length > 10 ? ", …" : ""}`,
        next: "Correct it, or train on rows that have it.",
      });
    into[i * size + place + found] = 1;
  }
}

function isConstant(column: RawColumn, rows: ArrayLike<number>): boolean {
  const values = column.kind === "words" ? column.codes : column.stored;
  for (let i = 1; i < rows.length; i++) if (values[rows[i]!] !== values[rows[0]!]) return false;
  return true;
}
