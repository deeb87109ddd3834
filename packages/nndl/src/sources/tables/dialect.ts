/** How a table is written, found out from its beginning. */
import { NndlError } from "../../errors.ts";
import { Cells, lineOf } from "./cells.ts";
import { DecimalReader } from "./decimal.ts";

export interface Dialect {
  readonly separator: string;
  readonly decimal: "." | ",";
  readonly hasHeader: boolean;
  /** Whether the header only counts the columns: 0, 1, 2, …. */
  readonly isCounted: boolean;
  /** The names of the columns: the header's, or "column 1", "column 2", … */
  readonly names: readonly string[];
  /** Where the first row of values begins. */
  readonly from: number;
}

/** What may stand between cells, with its name. */
export const separators: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};
/** So many rows are looked at. */
const sampleRows = 200;

interface Cell {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * Finds out how a table is written: the separator is the one that gives rows of equally many, and most, plain cells; the
 * decimal sign is a comma where numbers have commas and none has a point; the first row is a header where it has no number and
 * stands over numbers, or its words never come again, or where it counts the columns from 0 as pandas does.
 *
 * @param header whether there is a header, where somebody says
 * @param known the columns that a network asks for: a row that names them is a header, and one that counts is none
 * @throws NndlError "table.empty" where there is no row, "table.quotes"
 */
export function dialectOf(
  bytes: Uint8Array,
  name: string,
  header: boolean | undefined,
  known?: readonly string[],
): Dialect {
  const said = separatorLine(bytes);
  const samples = (said === undefined ? Object.keys(separators) : [said.separator]).map((separator) => {
    const rows = sample(bytes, separator, name, said?.length ?? 0);
    return { separator, rows, score: rows === undefined ? -1 : scoreOf(rows) };
  });
  const { separator, rows } = samples.reduce((best, other) => (other.score > best.score ? other : best));
  const wrong = samples.find((sample) => sample.rows === undefined);
  if (rows === undefined || (wrong !== undefined && rows.every(({ length }) => length < 2)))
    throw quotesError(bytes, wrong?.separator ?? separator, name);
  if (rows.length === 0)
    throw new NndlError("table.empty", {
      problem: `${name} has no rows`,
      next: "Give a table with a row for each example.",
    });
  const decimal = decimalOf(rows, separator);
  const isCounted = header === undefined && known === undefined && countsColumns(rows);
  const hasHeader = header ?? (isCounted || namesKnown(rows[0]!, known) || looksLikeHeader(rows, decimal));
  const [first] = rows as [readonly Cell[], ...(readonly Cell[])[]];
  const names = hasHeader ? headerNames(first, name) : first.map((_, i) => `column ${i + 1}`);
  const start = said?.length ?? 0;
  return {
    separator,
    decimal,
    hasHeader,
    isCounted,
    names,
    from: hasHeader ? endOfRow(bytes, separator, name, start) : start,
  };
}

/** What a spreadsheet may say of the separator in a line of its own: "sep=;". */
function separatorLine(bytes: Uint8Array): { readonly separator: string; readonly length: number } | undefined {
  const beginning = String.fromCharCode(...bytes.subarray(0, 8));
  const [line, separator] = /^sep=([,;\t|])\r?\n/i.exec(beginning) ?? [];
  return line === undefined || separator === undefined ? undefined : { separator, length: line.length };
}

/** The first rows; undefined where quotes do not fit this separator. */
function sample(bytes: Uint8Array, separator: string, name: string, from: number): (readonly Cell[])[] | undefined {
  const cells = new Cells(bytes, separator, name, from);
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  try {
    while (rows.length < sampleRows && cells.next()) {
      row.push({ text: cells.text(), isQuoted: cells.isQuoted });
      if (!cells.endsRow) continue;
      rows.push(row);
      row = [];
    }
  } catch (error) {
    if (error instanceof NndlError && error.code === "table.quotes") return undefined;
    throw error;
  }
  return rows;
}

/** How well rows look like a table's: the share of rows as long as most, and of cells without another separator in them. */
function scoreOf(rows: readonly (readonly Cell[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const [length, times] = [...counts].reduce((best, other) => (other[1] > best[1] ? other : best), [1, 0]);
  if (length < 2) return 0;
  const cells = rows.flat();
  const plain = cells.filter(({ text, isQuoted }) => isQuoted || !/[;\t|]/.test(text)).length;
  // A decimal comma parts a number in two, and then a comma gives more cells than there are; so more is no merit.
  return 1 + times / rows.length + plain / cells.length;
}

function decimalOf(rows: readonly (readonly Cell[])[], separator: string): "." | "," {
  if (separator === ",") {
    // Only quoted cells can have one: "1,5","2,5".
    const quoted = rows.flat().filter(({ isQuoted }) => isQuoted);
    return quoted.length > 0 && haveCommas(quoted) && !rows.flat().some(({ text }) => /^[-+]?\d*\.\d/.test(text))
      ? ","
      : ".";
  }
  return haveCommas(rows.flat()) && !rows.flat().some(({ text }) => /^[-+]?\d*\.\d/.test(text)) ? "," : ".";
}

/** Whether numbers have commas that are not the thousands' (1,234 and 12,345,678 and nothing else). */
function haveCommas(cells: readonly Cell[]): boolean {
  const numbers = cells.filter(({ text }) => /^[-+]?\d*,\d+([eE][-+]?\d+)?$/.test(text));
  return numbers.some(({ text }) => !/^[-+]?[1-9]\d{0,2},\d{3}$/.test(text));
}

function looksLikeHeader(rows: readonly (readonly Cell[])[], decimal: "." | ","): boolean {
  const [first, ...others] = rows as [readonly Cell[], ...(readonly Cell[])[]];
  const isNumber = numberTest(decimal);
  if (others.length === 0) return !first.some(({ text }) => isNumber(text));
  const named = first.map(({ text }) => text !== "" && !isNumber(text));
  const overNumbers = named.some((is, i) => is && others.every((row) => isNumber(row[i]?.text ?? "")));
  if (overNumbers) return true;
  if (first.some(({ text }) => isNumber(text)) || !named.some((is) => is)) return false;
  // Words over words: a name is there only once in its column, and no two are alike.
  const isNew = first.every(({ text }, i) => !others.some((row) => row[i]?.text === text));
  return isNew && new Set(first.map(({ text }) => text)).size === first.length;
}

/** What pandas writes over an array that has no names: 0, 1, 2, …, behind an empty cell where it numbers the rows too. */
function countsColumns([first, ...others]: readonly (readonly Cell[])[]): boolean {
  const counts = (row: readonly Cell[]) => {
    const numbers = row[0]?.text === "" ? row.slice(1) : row;
    return numbers.length > 2 && numbers.every(({ text }, i) => text === String(i));
  };
  // A single row, or one of several that count, is an example.
  return first !== undefined && others.length > 1 && counts(first) && !others.some(counts);
}

function namesKnown(first: readonly Cell[], known: readonly string[] | undefined): boolean {
  if (known === undefined || known.length === 0) return false;
  const texts = new Set(first.map(({ text }) => text));
  return known.every((name) => texts.has(name));
}

function numberTest(decimal: "." | ","): (text: string) => boolean {
  const reader = new DecimalReader(decimal);
  return (text) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return /^[\x20-\x7e]*$/.test(text) && reader.read(bytes, 0, bytes.length);
  };
}

/** A column without a name gets one, and so does the second of two alike. NumPy begins a header with "# ". */
function headerNames(first: readonly Cell[], name: string): readonly string[] {
  const names = first.map(({ text }, i) => (i === 0 ? text.replace(/^#\s*/, "") : text) || `column ${i + 1}`);
  const twice = names.find((one, i) => names.indexOf(one) < i);
  if (twice === undefined) return names;
  throw new NndlError("table.header", {
    received: `"${twice}" twice`,
    expected: `${name}: every column must have a name of its own`,
    next: "Rename one of them.",
  });
}

function endOfRow(bytes: Uint8Array, separator: string, name: string, from: number): number {
  const cells = new Cells(bytes, separator, name, from);
  do cells.next();
  while (!cells.endsRow);
  return cells.at;
}

/** What reading with a separator that does not fit says. */
function quotesError(bytes: Uint8Array, separator: string, name: string): NndlError {
  try {
    const cells = new Cells(bytes, separator, name);
    while (cells.next());
  } catch (error) {
    if (error instanceof NndlError) return error;
  }
  return new NndlError("table.quotes", {
    problem: `${name}: the quotes in line ${lineOf(bytes, 0)} and below fit no separator`,
    next: "Separate cells by commas, semicolons, tabs or bars.",
  });
}
