/** What a table's target is: classes or values. */
import type { ClassNames, Labels } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import { numberAt, type RawColumn, type RawNumbers } from "./raw-table.ts";
import { checkWords } from "./row-limits.ts";
import { similarWords } from "./similar-words.ts";

/** Targets before values are scaled. */
export type RawTargets =
  | { readonly kind: "classes"; readonly labels: Labels; readonly meaning: ClassNames }
  | { readonly kind: "values"; readonly columns: readonly RawNumbers[] };

/** Whole numbers that begin at 0 or 1 and leave none out are mostly classes. */
const mostCounted = 1000;
/** Others are only where they are few. */
const mostOthers = 10;

/**
 * Classes where the one column has words, or few whole numbers that come again and again; values otherwise.
 *
 * @throws NndlError "table.target" for words that are to be values, "table.words"
 */
export function targetsOf(
  file: string,
  columns: readonly RawColumn[],
  rows: number,
  asked: "classes" | "values" | undefined,
): { readonly targets: RawTargets; readonly remarks: readonly Remark[] } {
  const [first] = columns as [RawColumn, ...RawColumn[]];
  if (columns.length > 1 || asked === "values")
    return { targets: { kind: "values", columns: columns.map((column) => numbersOf(file, column)) }, remarks: [] };
  if (first.kind === "words") {
    checkWords(file, first.name, first.words.length, rows, first.words[0]!);
    return { targets: classesOfWords(first), remarks: similarWords(file, first.name, first.words) };
  }
  const values = differentValues(first, rows);
  const guess = values === undefined ? "values" : kindOfNumbers(values, rows);
  if ((asked ?? guess) === "values" || values === undefined) {
    if (asked === "classes")
      throw new NndlError("table.target", {
        received: "fractions, or too many different numbers",
        expected: `${file}: the column ${JSON.stringify(first.name)} must have whole numbers or words if it is to have classes`,
        next: "Let its numbers be values.",
      });
    const isUnsure = values !== undefined && values.length <= 20 && values.length * 2 <= rows;
    const remarks =
      isUnsure && asked === undefined ? [unsure(file, first.name, values.length, "values", "classes")] : [];
    return { targets: { kind: "values", columns: [first] }, remarks };
  }
  const isPlain = values[0] === 0 && values.at(-1) === values.length - 1;
  const remarks = isPlain || asked !== undefined ? [] : [unsure(file, first.name, values.length, "classes", "values")];
  return { targets: classesOfNumbers(first, values, rows), remarks };
}

/** Which classes a column's cells are of, by names that are known. @throws NndlError "table.word" */
export function labelsByNames(file: string, column: RawColumn, rows: number, { names }: ClassNames): Labels {
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const Packed = names.length <= 2 ** 8 ? Uint8Array : names.length <= 2 ** 16 ? Uint16Array : Int32Array;
  const labels = new Packed(rows);
  for (let row = 0; row < rows; row++) {
    const text = column.kind === "words" ? column.words[column.codes[row]!]! : String(numberAt(column, row));
    const label = placeOf.get(text);
    if (label === undefined)
      throw new NndlError("table.word", {
        received: `${JSON.stringify(text)} in row ${row + 1}`,
        expected: `${file}: the column ${JSON.stringify(column.name)} must have one of the classes ${names.slice(0, 10).join(", ")}${names.length > 10 ? ", …" : ""}`,
        next: "Correct it, or train on all classes.",
      });
    labels[row] = label;
  }
  return labels;
}

/** @throws NndlError "table.target" */
export function numbersOf(file: string, column: RawColumn): RawNumbers {
  if (column.kind === "number") return column;
  throw new NndlError("table.target", {
    received: `words such as ${JSON.stringify(column.words[0])}`,
    expected: `${file}: the column ${JSON.stringify(column.name)} must have numbers if it is to have values`,
    next: "Let its words be classes, or name another target.",
  });
}

function classesOfWords({ name, words, codes }: Extract<RawColumn, { kind: "words" }>): RawTargets {
  return { kind: "classes", labels: codes, meaning: { kind: "classes", name, names: words } };
}

function classesOfNumbers(column: RawNumbers, values: readonly number[], rows: number): RawTargets {
  const meaning: ClassNames = { kind: "classes", name: column.name, names: values.map(String) };
  return { kind: "classes", labels: labelsByNames("", column, rows, meaning), meaning };
}

/** The different numbers of a column in their order, where all are whole and they are not too many. */
function differentValues(column: RawNumbers, rows: number): readonly number[] | undefined {
  const found = new Set<number>();
  for (let row = 0; row < rows; row++) {
    const value = numberAt(column, row);
    if (!Number.isSafeInteger(value)) return undefined;
    found.add(value);
    if (found.size > mostCounted) return undefined;
  }
  return [...found].sort((a, b) => a - b);
}

function kindOfNumbers(values: readonly number[], rows: number): "classes" | "values" {
  const [least] = values as [number, ...number[]];
  if (least === 0 && values[1] === 1 && values.length === 2) return "classes";
  if (values.length * 2 > rows) return "values";
  const isCounted = (least === 0 || least === 1) && values.at(-1) === least + values.length - 1;
  return isCounted || values.length <= mostOthers ? "classes" : "values";
}

function unsure(file: string, column: string, count: number, taken: string, other: string): Remark {
  return {
    code: "table.target",
    what: `${file}: the column ${JSON.stringify(column)} has ${count} different whole numbers, which were taken for ${taken}.`,
    next: `Say so where they are ${other}: target kind ${other}.`,
  };
}
