/** A table's columns in the order of a description of inputs. */
import type { Preparation, TableInputs } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import { listed } from "./plan.ts";
import type { RawColumn, RawTable } from "./raw-table.ts";

/** A table sorted for a network. */
export interface MatchedTable {
  /** As many as the description has, in its order. */
  readonly inputs: readonly RawColumn[];
  /** Those that it does not have. */
  readonly others: readonly RawColumn[];
}

/**
 * Finds the columns that a description names. Where neither has names, or the table has none, columns are matched by their
 * places; a target may stand behind them.
 *
 * @throws NndlError "table.column" for columns that are missing, which it names
 */
export function matchColumns(table: RawTable, { columns }: TableInputs): MatchedTable {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const missing = columns.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  if (missing.length === 0) {
    const inputs = columns.map(({ name }) => byName.get(name)!);
    return { inputs, others: table.columns.filter((column) => !inputs.includes(column)) };
  }
  const isNameless = table.columns.every(({ name }) => /^column \d+$/.test(name));
  if (isNameless && table.columns.length >= columns.length)
    return { inputs: table.columns.slice(0, columns.length), others: table.columns.slice(columns.length) };
  const others = table.columns.filter(({ name }) => !columns.some((column) => column.name === name));
  throw new NndlError("table.column", {
    received: others.length === 0 ? "no other" : `${listed(others.map(({ name }) => JSON.stringify(name)))} instead`,
    expected: `${table.name} must have the ${missing.length === 1 ? "column" : "columns"} ${listed(missing.map((name) => JSON.stringify(name)))}, which the network's inputs are made of`,
    next: "Give the columns the names that they had in training.",
  });
}

/** What a reader is to take a column for, so that words that look like numbers stay words. */
export function kindsFor({
  inputs,
  targets,
}: Preparation): (column: string, place: number) => "number" | "words" | undefined {
  if (inputs.kind !== "table") return () => undefined;
  const kindOf = new Map(inputs.columns.map(({ name, kind }) => [name, kind]));
  for (const { name, kind } of targets?.kind === "values" ? targets.columns : []) kindOf.set(name, kind);
  return (column, place) =>
    kindOf.get(column) ?? (/^column \d+$/.test(column) ? inputs.columns[place]?.kind : undefined);
}

/** The names that a header has, where a network asks for columns by theirs. */
export function namesFor({ inputs }: Preparation): readonly string[] | undefined {
  return inputs.kind !== "table" ? undefined : inputs.columns.map(({ name }) => name);
}

/** @returns a remark that columns were not used, where there are some */
export function unusedRemark(table: RawTable, columns: readonly RawColumn[]): readonly Remark[] {
  if (columns.length === 0) return [];
  const names = listed(columns.map(({ name }) => JSON.stringify(name)));
  const what =
    columns.length === 1
      ? `${table.name}: the column ${names} is no input of the network, and was left out.`
      : `${table.name}: the columns ${names} are no inputs of the network, and were left out.`;
  return [{ code: "table.left-out", what }];
}
