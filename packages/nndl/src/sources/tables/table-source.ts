/** Tables as a source of examples: a row for each. */
import { NndlError } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import type { OpenedSource, SourceOptions, SourceReader, UsedFile } from "../opened-source.ts";
import { nameOf, type SourceFile } from "../source-file.ts";
import { makeSets, type RawExamples } from "./examples.ts";
import { letGo } from "./let-go.ts";
import { kindsFor, matchColumns, namesFor } from "./match.ts";
import { listed, planTable } from "./plan.ts";
import { preparedDataset, prepareTable } from "./prepare-table.ts";
import type { RawColumn, RawTable } from "./raw-table.ts";
import { isTable, mayBeTable, readTable } from "./read-table.ts";
import { labelsByNames, numbersOf, type RawTargets, targetsOf } from "./targets.ts";
import { telltaleRemarks } from "./telltale.ts";

/** Tables: CSV and its relatives, and JSON lines; two or three of them are told apart by their names. */
export const tableSource: SourceReader = {
  kind: "table",
  what: "a table, as CSV, TSV or JSON lines",
  recognizes: async (files) => (files.length === 1 ? mayBeTable(files[0]!) : files.some(isTable)),
  read,
};

type Options = SourceOptions & { readonly name: string };

/** The tables of a source by what they are for. */
interface Roles {
  readonly training: SourceFile;
  readonly test?: SourceFile;
  readonly validation?: SourceFile;
}

async function read(files: readonly SourceFile[], options: Options): Promise<OpenedSource> {
  const roles = rolesOf(files, options.name);
  const used: UsedFile[] = [];
  const chosen = new Set(Object.values(roles));
  const leftOut = files.filter((file) => !chosen.has(file)).map(({ path }) => ({ path, why: "not a table" }));
  const { preparation } = options;
  const known = preparation && namesFor(preparation);
  const open = async (file: SourceFile, role: string, kindOf?: ReturnType<typeof kindsFor>): Promise<RawTable> => {
    const { header, without, onProgress, signal } = options;
    const read = await readTable(file, { name: file.path, header, known, without, kindOf, onProgress, signal });
    used.push({ path: file.path, bytes: read.bytes, role });
    await letGo(read.bytes);
    return read.table;
  };
  const single = chosen.size === 1;
  const table = await open(
    roles.training,
    single ? "a table" : "a table to learn from",
    preparation && kindsFor(preparation),
  );
  const about = [...table.about];
  const remarks: Remark[] = [...table.remarks];
  const found = { name: options.name, kind: "table", files: used, leftOut, about, remarks };

  if (preparation !== undefined) {
    const make = (from: RawTable) => {
      const prepared = prepareTable(from, preparation, options.target);
      remarks.push(...prepared.remarks);
      return preparedDataset(prepared, preparation);
    };
    const test = roles.test && (await open(roles.test, "a table to be tested on", kindsFor(preparation)));
    return { ...found, training: make(table), test: test && make(test) };
  }

  const plan = planTable(table, options.target);
  about.push(plan.about);
  remarks.push(...plan.remarks, ...telltaleRemarks(table.name, plan.inputs, plan.targets));
  const { targets, remarks: unsure } = targetsOf(table.name, plan.targets, table.rows, options.targetKind);
  remarks.push(...unsure);
  const training: RawExamples = { name: table.name, rows: table.rows, inputs: plan.inputs, targets };
  const names = plan.targets.map(({ name }) => name);
  const beside = async (file: SourceFile | undefined, role: string): Promise<RawExamples | undefined> => {
    if (file === undefined) return undefined;
    const other = await open(file, role, kindsOf(training, plan.targets));
    remarks.push(...other.remarks.filter(({ code }) => code !== "table.left-out"));
    if (names.every((name) => other.columns.some((column) => column.name === name)))
      return besideTraining(other, training, plan.targets);
    used.pop();
    leftOut.push({ path: file.path, why: `no column ${listed(names)}: nothing to test by` });
    return undefined;
  };
  const validation = await beside(roles.validation, "a table to be validated on");
  const test = await beside(roles.test, "a table to be tested on");
  const made = makeSets({ training, test, validation });
  remarks.push(...made.remarks);
  return {
    ...found,
    get training() {
      return made.training;
    },
    test: made.test,
    validation: made.validation,
    divide: made.divide,
  };
}

const roleNames = {
  training: /train/i,
  test: /(^|[^a-z])test|t10k/i,
  validation: /(^|[^a-z])(val|valid|validation|dev)([^a-z]|$)/i,
};

function rolesOf(files: readonly SourceFile[], name: string): Roles {
  const tables = files.length === 1 ? files : files.filter(isTable);
  if (tables.length === 1) return { training: tables[0]! };
  const called = (role: keyof typeof roleNames) => tables.filter((file) => roleNames[role].test(nameOf(file)));
  const [training, test, validation] = [called("training"), called("test"), called("validation")];
  const all = new Set([...training, ...test, ...validation]);
  if (training.length === 1 && test.length <= 1 && validation.length <= 1 && all.size === tables.length)
    return {
      training: training[0]!,
      ...(test.length === 1 && { test: test[0]! }),
      ...(validation.length === 1 && { validation: validation[0]! }),
    };
  throw new NndlError("table.several", {
    received: listed(tables.map(({ path }) => path)),
    expected: `${name} must have one table, or one called train and others called test and validation`,
    next: "Name the table that you mean.",
  });
}

/** What training's columns are, for another table of the same kind. */
function kindsOf({ inputs, targets }: RawExamples, columns: readonly RawColumn[]) {
  const kinds = new Map(inputs.map(({ name, kind }) => [name, kind]));
  if (targets.kind === "values") for (const { name } of columns) kinds.set(name, "number");
  return (column: string) => kinds.get(column);
}

function besideTraining(other: RawTable, training: RawExamples, targets: readonly RawColumn[]): RawExamples {
  const columns = training.inputs.map(({ name }) => ({ kind: "number", name, mean: 0, deviation: 1 }) as const);
  const { inputs } = matchColumns(other, { kind: "table", columns });
  const own = targets.map(({ name }) => other.columns.find((column) => column.name === name)!);
  return { name: other.name, rows: other.rows, inputs, targets: sameTargets(other, own, training.targets) };
}

function sameTargets(table: RawTable, columns: readonly RawColumn[], like: RawTargets): RawTargets {
  if (like.kind === "values")
    return { kind: "values", columns: columns.map((column) => numbersOf(table.name, column)) };
  const { kind, meaning } = like;
  return { kind, meaning, labels: labelsByNames(table.name, columns[0]!, table.rows, meaning) };
}
