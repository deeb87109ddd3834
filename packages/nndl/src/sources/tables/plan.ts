/** Which columns of a table are inputs, and which the target. */
import { NndlError, show } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import { numberAt, type RawColumn, type RawNumbers, type RawTable } from "./raw-table.ts";

/** A table's columns in their roles. */
export interface TablePlan {
  readonly inputs: readonly RawColumn[];
  readonly targets: readonly RawColumn[];
  /** Why this is the target: half a sentence. */
  readonly about: string;
  readonly remarks: readonly Remark[];
}

/** What a target is mostly called, where it is not the last column. */
const targetName = /^(label|class|target)$/i;
/** What numbers of rows are called. */
const idName = /^(id|index|unnamed: 0|row|rows|rownames|row_?id|row_?number|no\.?|nr\.?|#)$|_id$|[a-z]I[dD]$/i;

/**
 * Chooses the target of a table, and leaves out columns that only count its rows.
 *
 * @param asked the target's name, several of them with commas between, or its number from 1; when absent it is the column called
 *   "label", "class" or "target", or the last
 * @throws NndlError "table.target" when there is no such column, "table.column" when nothing is left for inputs
 */
export function planTable(table: RawTable, asked: string | undefined): TablePlan {
  const { targets, about } =
    asked === undefined ? usualTarget(table) : { targets: named(table, asked), about: "as asked" };
  const others = table.columns.filter((column) => !targets.includes(column));
  const remarks: Remark[] = [];
  const inputs = others.filter((column, i) => {
    const what = counterOf(column, i, table, others.length);
    if (what !== undefined) remarks.push(what.remark);
    return what?.isLeftOut !== true;
  });
  if (inputs.length === 0)
    throw new NndlError("table.column", {
      received: table.columns.length === 1 ? "one column" : "no other",
      expected: `${table.name} must have a column for inputs beside its target ${targets.map(({ name }) => JSON.stringify(name)).join(", ")}`,
      next: "Give a table with more columns; cells are separated by commas, semicolons, tabs or bars.",
    });
  const names = targets.map(({ name }) => JSON.stringify(name)).join(", ");
  return { inputs, targets, about: `the target is ${names}, ${about}`, remarks };
}

/** The columns that are the target: as asked, or the usual ones. @throws NndlError "table.target" */
export function targetColumns(table: RawTable, asked: string | undefined): readonly RawColumn[] {
  return asked === undefined ? usualTarget(table).targets : named(table, asked);
}

function usualTarget(table: RawTable): { readonly targets: readonly RawColumn[]; readonly about: string } {
  const { columns } = table;
  const called = columns.filter(({ name }) => targetName.test(name));
  if (called.length === 1) return { targets: called, about: "by its name" };
  const [first] = columns;
  if (columns.length === 28 * 28 + 1 && first?.kind === "number" && isLabelFirst(first, columns.at(-1)!, table.rows))
    return { targets: [first], about: "the first column, as MNIST's tables have it" };
  const last = columns.at(-1)!;
  const group = groupOf(last.name);
  const targets = group === undefined ? [last] : columns.filter(({ name }) => groupOf(name) === group);
  return { targets, about: "the last column" };
}

/** A few whole numbers before 784 others of which the last, a corner's pixel, is always the same. */
function isLabelFirst(first: RawNumbers, last: RawColumn, rows: number): boolean {
  if (last.kind !== "number") return false;
  for (let row = 0; row < rows; row++) {
    const label = numberAt(first, row);
    if (!(Number.isInteger(label) && label >= 0 && label < 62) || numberAt(last, row) !== numberAt(last, 0))
      return false;
  }
  return true;
}

/** "pixels" of "pixels[3]": the numbers of a list that one field held. */
export function groupOf(name: string): string | undefined {
  return /^(.+?)(\[\d+\])+$/.exec(name)?.[1];
}

function named(table: RawTable, asked: string): readonly RawColumn[] {
  const whole = withName(table, asked);
  if (whole !== undefined) return whole;
  const number = Number(asked);
  if (Number.isInteger(number) && number >= 1 && number <= table.columns.length) return [table.columns[number - 1]!];
  const parts = asked.split(",").map((part) => part.trim());
  const found = parts.map((part) => withName(table, part) ?? noSuch(table, part));
  return [...new Set(found.flat())];
}

function withName({ columns }: RawTable, name: string): readonly RawColumn[] | undefined {
  const exact = columns.filter((column) => column.name === name);
  if (exact.length > 0) return exact;
  const group = columns.filter((column) => groupOf(column.name) === name);
  return group.length > 0 ? group : undefined;
}

function noSuch({ name, columns }: RawTable, asked: string): never {
  throw new NndlError("table.target", {
    received: show(asked),
    expected: `${name}: the target must be one of the columns ${listed(columns.map((column) => column.name))}, or a number from 1 to ${columns.length}`,
    next: "Name a column that there is.",
  });
}

/** Names for an error, and no more of them than one reads. */
export function listed(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(", ")}, … (${names.length} in all)` : names.join(", ");
}

/** A column that counts rows, or names them by number, as databases and pandas write it. */
function counterOf(
  column: RawColumn,
  place: number,
  table: RawTable,
  columns: number,
): { readonly remark: Remark; readonly isLeftOut: boolean } | undefined {
  if (column.kind === "words" || table.rows < 3 || columns < 2) return undefined;
  const isNamed = idName.test(column.name) || (place === 0 && column.name === "column 1" && hasOtherNames(table));
  if (!(isNamed ? areAllDifferent(column, table.rows) : countsUp(column, table.rows))) return undefined;
  const what = `${table.name}: the column ${JSON.stringify(column.name)}`;
  if (isNamed)
    return {
      remark: {
        code: "table.left-out",
        what: `${what} numbers the rows, and was left out.`,
        next: "Give it another name where it is an input.",
      },
      isLeftOut: true,
    };
  return {
    remark: {
      code: "table.counter",
      what: `${what} counts the rows by one.`,
      next: `Leave it out (without ${JSON.stringify(column.name)}) where it is no more than the number of a row.`,
    },
    isLeftOut: false,
  };
}

function hasOtherNames({ columns }: RawTable): boolean {
  return columns.some(({ name }, i) => name !== `column ${i + 1}`);
}

function countsUp(column: RawNumbers, rows: number): boolean {
  const first = numberAt(column, 0);
  for (let row = 1; row < rows; row++) if (numberAt(column, row) !== first + row) return false;
  return Number.isInteger(first);
}

function areAllDifferent(column: RawNumbers, rows: number): boolean {
  const found = new Set<number>();
  for (let row = 0; row < rows; row++) {
    const value = numberAt(column, row);
    if (!Number.isInteger(value) || found.has(value)) return false;
    found.add(value);
  }
  return true;
}
