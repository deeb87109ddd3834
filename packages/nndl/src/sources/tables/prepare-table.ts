/** A table's rows as a network's own description makes inputs of them. */
import { Dataset, type ImageInputs, type Preparation } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import { datasetOf, type RawExamples } from "./examples.ts";
import { matchColumns, unusedRemark } from "./match.ts";
import { listed, targetColumns } from "./plan.ts";
import { numberAt, type RawColumn, type RawTable } from "./raw-table.ts";
import { allRows, inputsOf } from "./scale.ts";
import { labelsByNames, numbersOf, type RawTargets } from "./targets.ts";
import { unlikeRemarks } from "./unlike.ts";

/** A table for a network. */
export interface PreparedTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  /** Absent where the table has no column of what is to be learned. */
  readonly targets: RawTargets | undefined;
  readonly remarks: readonly Remark[];
}

/**
 * A table's columns in the roles that a network has for them.
 *
 * @param target the target's name, where it is not the one that the network knows
 * @throws NndlError "table.column" for columns that are missing, "table.target", "table.word"
 */
export function prepareTable(table: RawTable, preparation: Preparation, target: string | undefined): PreparedTable {
  const { inputs, targets: meaning } = preparation;
  if (inputs.kind === "text")
    throw new NndlError("table.column", {
      received: `the table ${table.name}`,
      expected: "a network that learned from a text must be asked about one",
      next: "Name a text: text:FILE.",
    });
  const { inputs: columns, others } =
    inputs.kind === "table" ? matchColumns(table, inputs) : pixelColumns(table, preparation, target);
  const known = meaning?.kind === "values" ? meaning.columns.map(({ name }) => name) : [meaning?.name];
  const chosen = chooseTargets(table, others, target, known);
  const { name, rows } = table;
  return {
    ...{ name, rows, columns },
    targets: chosen.length === 0 ? undefined : targetsFor(table, chosen, meaning),
    remarks: [
      ...unusedRemark(
        table,
        others.filter((column) => !chosen.includes(column)),
      ),
      ...(inputs.kind === "table" ? unlikeRemarks(name, columns, rows, inputs) : []),
    ],
  };
}

/** The columns of what is to be learned among those that are no inputs: those asked for or known, or the only one. */
function chooseTargets(
  table: RawTable,
  others: readonly RawColumn[],
  asked: string | undefined,
  known: readonly (string | undefined)[],
): readonly RawColumn[] {
  if (asked !== undefined) return targetColumns(table, asked);
  const found = known.map((name) => others.find((column) => column.name === name));
  if (found.every((column) => column !== undefined)) return found as RawColumn[];
  const [only] = others;
  const isNameless = only !== undefined && (known[0] === undefined || /^column \d+$/.test(only.name));
  return others.length === 1 && known.length === 1 && isNameless ? others : [];
}

function targetsFor(table: RawTable, columns: readonly RawColumn[], meaning: Preparation["targets"]): RawTargets {
  if (meaning?.kind !== "classes")
    return { kind: "values", columns: columns.map((column) => numbersOf(table.name, column)) };
  return { kind: "classes", meaning, labels: labelsByNames(table.name, columns[0]!, table.rows, meaning) };
}

/** As many columns as there are pixels, the target's aside. */
function pixelColumns(table: RawTable, { inputs }: Preparation, target: string | undefined) {
  const { channels, height, width } = inputs as ImageInputs;
  const size = channels * height * width;
  const { columns } = table;
  const aside = columns.length === size ? [] : targetColumns(table, target);
  const pixels = columns.filter((column) => !aside.includes(column));
  if (pixels.length === size && pixels.every(({ kind }) => kind === "number")) return { inputs: pixels, others: aside };
  throw new NndlError("table.column", {
    received: listed(pixels.map(({ name }) => name)),
    expected: `${table.name} must have ${size} columns of numbers, a pixel each, since the network takes images of ${channels} × ${height} × ${width}`,
    next: "Give a picture, or a row with a number for each pixel.",
  });
}

/** The inputs of all rows, one after another. @throws NndlError "table.word", "table.number" for what is no pixel */
export function preparedInputs({ name, rows, columns }: PreparedTable, { inputs }: Preparation): Float32Array {
  if (inputs.kind === "table") return inputsOf(name, columns, inputs, allRows(rows));
  const size = columns.length;
  const values = new Float32Array(rows * size);
  const scale = Math.fround((inputs as ImageInputs).scale);
  for (const [place, column] of columns.entries())
    for (let row = 0; row < rows; row++) {
      const value = column.kind === "number" ? numberAt(column, row) : Number.NaN;
      if (!(value >= 0 && value <= 255))
        throw new NndlError("table.number", {
          received: `${value} in row ${row + 1}`,
          expected: `${name}: the column ${JSON.stringify(column.name)} must have a pixel, from 0 to 255`,
          next: "Correct it.",
        });
      values[row * size + place] = value * scale;
    }
  return values;
}

/** A prepared table as a data set. @throws NndlError "table.target" where it has no target */
export function preparedDataset(table: PreparedTable, preparation: Preparation): Dataset {
  const { name, rows, columns, targets } = table;
  if (targets === undefined)
    throw new NndlError("table.target", {
      received: "none that could be it",
      expected: `${name} must have a column with what is right for each row${named(preparation)}`,
      next: "Name the target, if it has another name here.",
    });
  const examples: RawExamples = { name, rows, inputs: columns, targets };
  const scales = preparation.targets ?? { kind: "values", columns: unscaled(targets) };
  if (preparation.inputs.kind === "table")
    return datasetOf({ from: examples, rows: allRows(rows) }, { ...preparation, targets: scales });
  const { channels, height, width } = preparation.inputs as ImageInputs;
  if (targets.kind === "values")
    throw new NndlError("table.target", {
      received: "numbers",
      expected: `${name} must have a class for each image`,
      next: "Name another target.",
    });
  return new Dataset({
    ...{ name, shape: [channels, height, width], preparation },
    features: preparedInputs(table, preparation),
    targets: { kind: "classes", labels: targets.labels, classes: targets.meaning.names.length },
  });
}

function named({ targets }: Preparation): string {
  const names = targets?.kind === "values" ? targets.columns.map((column) => column.name) : [targets?.name];
  return names.every((name) => name !== undefined)
    ? `, called ${listed(names.map((name) => JSON.stringify(name)))}`
    : "";
}

function unscaled(targets: RawTargets) {
  return targets.kind === "values"
    ? targets.columns.map(({ name }) => ({ kind: "number", name, mean: 0, deviation: 1 }) as const)
    : [];
}
