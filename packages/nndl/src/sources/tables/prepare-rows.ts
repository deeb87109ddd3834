import type { Preparation } from "../../data/index.ts";
import { NndlError, show } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import type { SourceFile } from "../source-file.ts";
import { kindsFor, namesFor } from "./match.ts";
import { preparedInputs, prepareTable } from "./prepare-table.ts";
import type { RawColumn, RawTable } from "./raw-table.ts";
import { wordsColumn } from "./raw-table.ts";
import { readTable } from "./read-table.ts";
import type { RawTargets } from "./targets.ts";

/** One row, by the names of its columns. */
export type Row = Readonly<Record<string, number | string | boolean>>;

/** The rows of a file, ready for a network. */
export interface OpenedRows {
  /** An input for each row. */
  readonly inputs: readonly Float32Array[];
  /** What would be right for each row, where the file says so: the name of its class, or a number for each output. */
  readonly answers: readonly (string | readonly number[])[] | undefined;
  readonly remarks: readonly Remark[];
}

/**
 * The inputs of some rows, made as a network's description says: numbers less their mean, divided by their deviation, words
 * as one of so many. What a row has beside is not read.
 *
 * @param preparation `network.preparation`, with inputs that are a table's
 * @throws NndlError "table.column" for a column that is missing or no table's description, "table.number", "table.word"
 * @example
 * const text = new TextEncoder().encode("petal,kind\n1,a\n3,b\n");
 * const { training } = await openSource([{ path: "flowers.csv", read: async () => text }]);
 * Array.from(prepareRows(training.preparation, [{ petal: 5 }])[0]); // [3]
 */
export function prepareRows(preparation: Preparation | undefined, rows: readonly Row[]): Float32Array[] {
  const known = checkTablePreparation(preparation);
  const columns = known.inputs.columns.map(({ name, kind }) => columnOf(name, kind, rows));
  const table: RawTable = { name: "the rows", rows: rows.length, columns, about: [], remarks: [] };
  return perRow(preparedInputs(prepareTable(table, { inputs: known.inputs }, undefined), known), rows.length);
}

/**
 * Reads a table's rows for a network: columns are found by their names, in any order, and the target may be missing.
 *
 * @throws NndlError as {@link openSource} does for a table, "table.column" for columns that the network needs, which it names
 * @example
 * const file = (text) => ({ path: "flowers.csv", read: async () => new TextEncoder().encode(text) });
 * const { training } = await openSource([file("petal,kind\n1,a\n3,b\n")]);
 * const { inputs } = await openRows(file("petal\n1\n5\n"), training.preparation);
 * inputs.map((input) => input[0]); // [-1, 3]
 */
export async function openRows(
  file: SourceFile,
  preparation: Preparation | undefined,
  options: { readonly target?: string | undefined; readonly header?: boolean | undefined } = {},
): Promise<OpenedRows> {
  const known = checkPreparation(preparation);
  const { table } = await readTable(file, {
    ...{ name: file.path, header: options.header },
    ...{ kindOf: kindsFor(known), known: namesFor(known) },
  });
  const prepared = prepareTable(table, known, options.target);
  return {
    inputs: perRow(preparedInputs(prepared, known), table.rows),
    answers: prepared.targets && answersOf(prepared.targets, table.rows),
    remarks: [...table.remarks, ...prepared.remarks],
  };
}

function perRow(inputs: Float32Array, rows: number): Float32Array[] {
  const size = inputs.length / rows;
  return Array.from({ length: rows }, (_, row) => inputs.slice(row * size, (row + 1) * size));
}

function answersOf(targets: RawTargets, rows: number): OpenedRows["answers"] {
  return Array.from({ length: rows }, (_, row) =>
    targets.kind === "classes"
      ? targets.meaning.names[targets.labels[row]!]!
      : targets.columns.map(({ stored, divisor }) => stored[row]! / divisor),
  );
}

function columnOf(name: string, kind: "number" | "words", rows: readonly Row[]): RawColumn {
  const cells = rows.map((row, i) => {
    const cell = row[name];
    if (cell !== undefined) return cell;
    throw new NndlError("table.column", {
      received: `row ${i} without it`,
      expected: `every row must have a field ${show(name)}, which the network's inputs are made of`,
      next: "Give each row all of the network's columns.",
    });
  });
  if (kind === "words") return wordsColumn(name, cells.map(String));
  const stored = Float64Array.from(cells, (cell, i) => {
    const value = typeof cell === "string" && cell.trim() !== "" ? Number(cell) : cell;
    if (typeof value === "number" && Number.isFinite(value)) return value + 0;
    throw new NndlError("table.number", {
      received: `${show(cell)} in row ${i}`,
      expected: `the field ${show(name)} must be a finite number`,
      next: "Correct that row.",
    });
  });
  return { kind: "number", name, stored, divisor: 1 };
}

function checkPreparation(preparation: Preparation | undefined): Preparation {
  if (preparation !== undefined) return preparation;
  throw new NndlError("table.column", {
    received: "no such description",
    expected: "a network that reads rows must know how its inputs are made of columns",
    next: "Train one on a table; older networks take plain numbers.",
  });
}

function checkTablePreparation(given: Preparation | undefined) {
  const { inputs, ...rest } = checkPreparation(given);
  if (inputs.kind === "table") return { ...rest, inputs };
  throw new NndlError("table.column", {
    received: "a network that takes images",
    expected: "rows by the names of columns are for a network that learned from a table",
    next: "Give it pictures.",
  });
}
