/**
 * Comma-separated values and their relatives, read in two passes over the bytes: the first finds out what each column holds, the
 * second stores it in the smallest array that holds it exactly. A table of 100 MB so needs little more memory than itself.
 */

import { platform } from "#platform";
import { type AbortSignalLike, throwIfAborted } from "../../abort-signal.ts";
import { NndlError } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import type { SourceProgress } from "../opened-source.ts";
import { Cells, lineOf } from "./cells.ts";
import { DecimalReader, powerOfTen } from "./decimal.ts";
import { type Dialect, dialectOf, separators } from "./dialect.ts";
import { Dictionary } from "./dictionary.ts";
import { textBytes } from "./encoding.ts";
import { isMissingCell } from "./missing.ts";
import { type RawColumn, type RawNumbers, type RawTable, sortedWords } from "./raw-table.ts";
import { checkWords, fewWords } from "./row-limits.ts";
import { checkWithout } from "./without.ts";

/** What can be said of a table in a file. */
export interface ReadTableOptions {
  /** What errors call it. */
  readonly name: string;
  /** Whether the first row names the columns; found out when absent. */
  readonly header?: boolean | undefined;
  /** The columns that a network asks for, which a header has. */
  readonly known?: readonly string[] | undefined;
  /** Columns that are not read. */
  readonly without?: readonly string[] | undefined;
  /** What a column must hold, where that is known: a column of words may look like numbers. */
  readonly kindOf?: ((column: string, place: number) => "number" | "words" | undefined) | undefined;
  readonly onProgress?: ((progress: SourceProgress) => void) | undefined;
  readonly signal?: AbortSignalLike | undefined;
}

/**
 * Reads a table from the bytes of a file of text.
 *
 * @throws NndlError "table.text", "table.empty", "table.quotes", "table.header", "table.row" (too few or too many cells),
 *   "table.cell" (an empty one), "table.number" (a word among numbers), "table.words"
 */
export async function readCsv(content: Uint8Array, options: ReadTableOptions): Promise<RawTable> {
  const { bytes, encoding } = textBytes(content, options.name);
  const dialect = dialectOf(bytes, options.name, options.header, options.known);
  checkWithout(dialect.names, options);
  const file = new TableFile(bytes, dialect, options);
  const columns = await file.columns();
  const { separator, decimal, hasHeader } = dialect;
  return {
    name: options.name,
    rows: file.rows,
    columns,
    about: [
      ...(encoding === "UTF-8" ? [] : [`a text in ${encoding}`]),
      ...(dialect.names.length === 1 ? [] : [`cells separated by ${separators[separator]}`]),
      ...(decimal === "," ? ["a decimal comma"] : []),
      hasHeader ? "the first row names the columns" : "no names of columns",
    ],
    remarks: [...countedRemarks(dialect, options.name), ...file.remarks, ...encodingRemarks(encoding, options.name)],
  };
}

/** So many bytes are read before others may do something, and progress is told. */
const atOnce = 4 * 2 ** 20;
const largestInt = [2 ** 7, 2 ** 15, 2 ** 31] as const;

class TableFile {
  rows = 0;
  readonly remarks: Remark[] = [];
  readonly #bytes: Uint8Array;
  readonly #dialect: Dialect;
  readonly #options: ReadTableOptions;
  readonly #isLeftOut: readonly boolean[];

  constructor(bytes: Uint8Array, dialect: Dialect, options: ReadTableOptions) {
    this.#bytes = bytes;
    this.#dialect = dialect;
    this.#options = options;
    this.#isLeftOut = dialect.names.map((name) => options.without?.includes(name) ?? false);
  }

  async columns(): Promise<readonly RawColumn[]> {
    const found = new Findings(this.#dialect.names.length);
    await this.#pass(0, (cells, decimal, column) => found.see(this.#bytes, cells, decimal, column));
    if (this.rows === 0)
      throw new NndlError("table.empty", {
        problem: `${this.#options.name} has no rows below the names of its columns`,
        next: "Give a table with a row for each example.",
      });
    const stores = this.#dialect.names.map((name, column) => this.#storeOf(name, column, found));
    this.rows = 0;
    await this.#pass(1, (cells, decimal, column) => stores[column]?.put(this.rows, cells, decimal));
    return stores.flatMap((store) => (store === undefined ? [] : [store.column()]));
  }

  /** Goes over all rows; counts them. */
  async #pass(number: 0 | 1, see: (cells: Cells, decimal: DecimalReader, column: number) => void): Promise<void> {
    const { separator, decimal: point, names, from } = this.#dialect;
    const { name, onProgress, signal } = this.#options;
    const bytes = this.#bytes;
    const cells = new Cells(bytes, separator, name, from);
    const decimal = new DecimalReader(point);
    const width = names.length;
    const isLeftOut = this.#isLeftOut;
    for (let pause = from + atOnce; ; pause += atOnce) {
      let column = 0;
      // Only between rows is there a pause.
      while (cells.at < pause || column > 0) {
        if (!cells.next()) return;
        if (column === width) this.#wrongWidth(cells);
        if (!isLeftOut[column]) see(cells, decimal, column);
        column++;
        if (!cells.endsRow) continue;
        if (column < width) this.#wrongWidth(cells);
        column = 0;
        this.rows++;
      }
      throwIfAborted(signal);
      onProgress?.({ done: Math.round((number * bytes.length + cells.at) / 2), of: bytes.length, unit: "bytes" });
      await platform.yieldToOthers();
    }
  }

  #wrongWidth(cells: Cells): never {
    const width = this.#dialect.names.length;
    const line = lineOf(this.#bytes, cells.start);
    const row = new Cells(this.#bytes, this.#dialect.separator, "", startOfRow(this.#bytes, this.#dialect, this.rows));
    let count = 0;
    do {
      row.next();
      count++;
    } while (!row.endsRow);
    throw new NndlError("table.row", {
      received: `${count} in row ${this.rows + 1} (line ${line})`,
      expected: `${this.#options.name}: every row must have ${width} ${width === 1 ? "cell" : "cells"}, as the first has`,
      next: "Correct that row; put quotes around a cell that has a separator in it.",
    });
  }

  #storeOf(name: string, column: number, found: Findings): Store | undefined {
    if (this.#isLeftOut[column]) return undefined;
    const { numbers, words, missing, firstMissing, firstWord } = found.of(column);
    const asked = this.#options.kindOf?.(name, column);
    if (missing === this.rows && asked === undefined) {
      this.remarks.push({
        code: "table.left-out",
        what: `${this.#options.name}: the column ${JSON.stringify(name)} is empty, and was left out.`,
      });
      return undefined;
    }
    if (missing > 0) this.#missing(name, firstMissing, missing);
    const isNumber = asked === undefined ? words === 0 : asked === "number";
    if (isNumber && words > 0) this.#noNumber(name, firstWord);
    if (isNumber) {
      if (asked === undefined && found.mayBeThousands(column)) this.#remarkOnThousands(name);
      return new NumberStore(name, this.rows, found, column);
    }
    if (words > 0 && numbers > 0 && asked === undefined) return this.#mixedStore(name, firstWord, numbers, words);
    const isAlone = this.#dialect.names.length === 1;
    return new WordStore(name, this.rows, this.#bytes, this.#options.name, undefined, isAlone);
  }

  /** Where cells are parted by commas, a point parts no thousands. */
  #remarkOnThousands(name: string): void {
    const { separator, decimal } = this.#dialect;
    if (separator === "," && decimal === ".") return;
    const sign = decimal === "." ? "point" : "comma";
    this.remarks.push({
      code: "table.thousands",
      what: `${this.#options.name}: in the column ${JSON.stringify(name)} whatever has a ${sign} has three digits behind it, as 1${decimal}234, which was read as a little more than 1.`,
      next: `Where the ${sign} parts thousands, write the numbers without it.`,
    });
  }

  /** Words and numbers in one column: kinds of something ("2", "3", "more") where there are few, a slip where not. */
  #mixedStore(name: string, firstWord: number, numbers: number, words: number): Store {
    const noNumber = () => this.#noNumber(name, firstWord);
    if (words === 1) noNumber();
    this.remarks.push({
      code: "table.mixed",
      what: `${this.#options.name}: the column ${JSON.stringify(name)} has ${numbers} numbers and ${words} words; all were taken for words.`,
      next: "Correct the words where the column should be numbers.",
    });
    return new WordStore(name, this.rows, this.#bytes, this.#options.name, numbers >= words ? noNumber : undefined);
  }

  #missing(column: string, place: number, count: number): never {
    const text = this.#textAt(place);
    throw new NndlError("table.cell", {
      received: `${text === "" ? "an empty cell" : JSON.stringify(text)} at ${this.#placeOf(place)}${count > 1 ? `, and ${count - 1} more like it in this column` : ""}`,
      expected: `${this.#options.name}: every cell of the column ${JSON.stringify(column)} must have a value`,
      next: "Fill it in, remove the row, or leave the column out.",
    });
  }

  #noNumber(column: string, place: number): never {
    throw new NndlError("table.number", {
      received: `${JSON.stringify(this.#textAt(place))} at ${this.#placeOf(place)}`,
      expected: `${this.#options.name}: every cell of the column ${JSON.stringify(column)} must be a number, as others are`,
      next: "Correct it, remove the row, or leave the column out.",
    });
  }

  #textAt(place: number): string {
    const cells = this.#cellsAt(place).cells;
    return cells.text().slice(0, 60);
  }

  #placeOf(place: number): string {
    return `row ${this.#cellsAt(place).row} (line ${lineOf(this.#bytes, place)})`;
  }

  /** Finds again the cell whose content begins at a place. */
  #cellsAt(place: number): { readonly cells: Cells; readonly row: number } {
    const cells = new Cells(this.#bytes, this.#dialect.separator, this.#options.name, this.#dialect.from);
    let row = 0;
    while (cells.next()) {
      if (cells.start >= place) break;
      if (cells.endsRow) row++;
    }
    return { cells, row: row + 1 };
  }
}

function startOfRow(bytes: Uint8Array, { separator, from }: Dialect, row: number): number {
  const cells = new Cells(bytes, separator, "", from);
  for (let left = row; left > 0 && cells.next(); ) if (cells.endsRow) left--;
  return cells.at;
}

/** What the cells of each column are, and how large. */
class Findings {
  readonly #numbers: Float64Array;
  readonly #words: Float64Array;
  readonly #missing: Float64Array;
  readonly #firstWord: Float64Array;
  readonly #firstMissing: Float64Array;
  /** Whether all numbers are digits with a point at most. */
  readonly #isPlain: Uint8Array;
  readonly #decimals: Uint8Array;
  readonly #largest: Float64Array;
  /** Whether all numbers could be whole ones in groups of three: 12.345 and 999, but neither 0.5 nor 1000. */
  readonly #mayBeGrouped: Uint8Array;

  constructor(columns: number) {
    this.#numbers = new Float64Array(columns);
    this.#words = new Float64Array(columns);
    this.#missing = new Float64Array(columns);
    this.#firstWord = new Float64Array(columns);
    this.#firstMissing = new Float64Array(columns);
    this.#isPlain = new Uint8Array(columns).fill(1);
    this.#decimals = new Uint8Array(columns);
    this.#largest = new Float64Array(columns);
    this.#mayBeGrouped = new Uint8Array(columns).fill(1);
  }

  see(bytes: Uint8Array, cells: Cells, decimal: DecimalReader, column: number): void {
    const { start, end } = cells;
    if (decimal.read(bytes, start, end)) {
      this.#numbers[column]!++;
      if (!decimal.isPlain) this.#isPlain[column] = 0;
      if (decimal.decimals > this.#decimals[column]!) this.#decimals[column] = decimal.decimals;
      const size =
        decimal.decimals === 0 ? decimal.mantissa : decimal.mantissa / powerOfTen(Math.min(decimal.decimals, 22));
      if (size > this.#largest[column]!) this.#largest[column] = size;
      if (size >= 1000 || (decimal.decimals > 0 && (decimal.decimals !== 3 || size < 1)))
        this.#mayBeGrouped[column] = 0;
    } else if (isMissingCell(bytes, start, end)) {
      if (this.#missing[column]!++ === 0) this.#firstMissing[column] = start;
    } else if (this.#words[column]!++ === 0) this.#firstWord[column] = start;
  }

  of(column: number) {
    return {
      numbers: this.#numbers[column]!,
      words: this.#words[column]!,
      missing: this.#missing[column]!,
      firstMissing: this.#firstMissing[column]!,
      firstWord: this.#firstWord[column]!,
    };
  }

  /** Whether what was read as fractions may be thousands, which no other number of the column speaks against. */
  mayBeThousands(column: number): boolean {
    return this.#mayBeGrouped[column] === 1 && this.#decimals[column] === 3;
  }

  /** The power of ten that makes all numbers of a column whole, and the bytes that hold them; 8 for doubles as they are. */
  roomOf(column: number): { readonly decimals: number; readonly bytes: 1 | 2 | 4 | 8 } {
    const decimals = this.#decimals[column]!;
    const largest =
      this.#isPlain[column] === 1 && decimals <= 9 ? this.#largest[column]! * powerOfTen(decimals) : 2 ** 53;
    const place = largestInt.findIndex((limit) => largest < limit - 1);
    return place < 0 ? { decimals: 0, bytes: 8 } : { decimals, bytes: [1, 2, 4][place] as 1 | 2 | 4 };
  }
}

interface Store {
  put(row: number, cells: Cells, decimal: DecimalReader): void;
  column(): RawColumn;
}

class NumberStore implements Store {
  readonly #name: string;
  readonly #stored: RawNumbers["stored"];
  readonly #decimals: number;

  constructor(name: string, rows: number, found: Findings, column: number) {
    const { decimals, bytes } = found.roomOf(column);
    const Stored = { 1: Int8Array, 2: Int16Array, 4: Int32Array, 8: Float64Array }[bytes];
    this.#name = name;
    this.#stored = new Stored(rows);
    this.#decimals = bytes === 8 ? -1 : decimals;
  }

  put(row: number, cells: Cells, decimal: DecimalReader): void {
    decimal.read(cells.bytes, cells.start, cells.end);
    if (this.#decimals < 0) this.#stored[row] = decimal.value();
    else {
      const more = this.#decimals - decimal.decimals;
      const whole = more === 0 ? decimal.mantissa : decimal.mantissa * powerOfTen(more);
      this.#stored[row] = decimal.isNegative ? -whole : whole;
    }
  }

  column(): RawColumn {
    const divisor = this.#decimals < 0 ? 1 : powerOfTen(this.#decimals);
    return { kind: "number", name: this.#name, stored: this.#stored, divisor };
  }
}

class WordStore implements Store {
  readonly #name: string;
  /** As small as the words so far allow: most columns have few. */
  #codes: Uint8Array | Uint16Array | Int32Array;
  #largest = 2 ** 8 - 1;
  readonly #words: Dictionary;
  readonly #bytes: Uint8Array;
  readonly #file: string;
  readonly #refuse: (() => never) | undefined;
  readonly #isAlone: boolean;

  /** @param refuse what to do instead of taking more than a few different words */
  constructor(name: string, rows: number, bytes: Uint8Array, file: string, refuse?: () => never, isAlone = false) {
    this.#isAlone = isAlone;
    this.#name = name;
    this.#codes = new Uint8Array(rows);
    this.#words = new Dictionary(bytes);
    this.#bytes = bytes;
    this.#file = file;
    this.#refuse = refuse;
  }

  put(row: number, { start, end, isQuoted }: Cells): void {
    const code = this.#words.numberOf(start, end, isQuoted);
    if (code > this.#largest) {
      const isLarger = this.#largest >= 2 ** 16 - 1;
      this.#codes = isLarger ? Int32Array.from(this.#codes) : Uint16Array.from(this.#codes);
      this.#largest = isLarger ? 2 ** 31 - 1 : 2 ** 16 - 1;
    }
    this.#codes[row] = code;
  }

  column(): RawColumn {
    const { places } = this.#words;
    const cells = new Cells(this.#bytes, ",", this.#file);
    const text = (place: number) => {
      const { start, end, isQuoted } = places[place]!;
      return cells.text(start, end, isQuoted);
    };
    if (this.#refuse !== undefined && places.length > fewWords) this.#refuse();
    checkWords(this.#file, this.#name, places.length, this.#codes.length, text(places.length - 1), this.#isAlone);
    return sortedWords(this.#name, Array.from(places.keys(), text), this.#codes);
  }
}

function countedRemarks({ isCounted }: Dialect, name: string): readonly Remark[] {
  if (!isCounted) return [];
  return [
    {
      code: "table.counted",
      what: `${name}: the first row is 0, 1, 2, …, which pandas writes where columns have no names; it was taken for their names.`,
      next: "Where it is an example, put a row with names above it.",
    },
  ];
}

function encodingRemarks(encoding: string, name: string): readonly Remark[] {
  if (encoding !== "Windows-1252") return [];
  return [
    {
      code: "table.encoding",
      what: `${name} is no UTF-8, and was read as Windows-1252 (Latin-1).`,
      next: "Save it as UTF-8 where letters with accents are wrong.",
    },
  ];
}
