/** NumPy's arrays as a source of examples: an .npz, or .npy files beside one another. */
import { throwIfAborted } from "../../abort-signal.ts";
import type { Bytes } from "../../bytes.ts";
import type { Preparation } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import type { LeftOut, OpenedSource, SourceOptions, SourceReader, UsedFile } from "../opened-source.ts";
import { nameOf, type SourceFile } from "../source-file.ts";
import { makeSets } from "../tables/examples.ts";
import { planTable } from "../tables/plan.ts";
import { preparedDataset, prepareTable } from "../tables/prepare-table.ts";
import type { RawTable } from "../tables/raw-table.ts";
import { targetsOf } from "../tables/targets.ts";
import { arraySets, tableOf } from "./array-sets.ts";
import { keptDataset, keptName, readKept } from "./kept.ts";
import { parseNpy } from "./npy.ts";
import { type ArrayRoles, type NamedArray, type PartName, rolesOf } from "./roles.ts";
import { zipEntries } from "./zip.ts";

const isNpz = (file: SourceFile) => /\.npz$/i.test(nameOf(file));
const isNpy = (file: SourceFile) => /\.npy$/i.test(nameOf(file));

/** Arrays that NumPy saved: x_train, y_train, x_test, y_test as Keras' mnist.npz, or under other usual names. */
export const npzSource: SourceReader = {
  kind: "npz",
  what: "arrays of NumPy's, in an .npz or in .npy files",
  recognizes: async (files) => files.some(isNpz) || files.some(isNpy),
  read,
};

type Options = SourceOptions & { readonly name: string };

async function read(files: readonly SourceFile[], options: Options): Promise<OpenedSource> {
  const archives = files.filter(isNpz);
  if (archives.length > 1)
    throw new NndlError("npz.arrays", {
      received: archives.map(({ path }) => path).join(", "),
      expected: `${options.name} must have one .npz`,
      next: "Name the one that you mean.",
    });
  const used: UsedFile[] = [];
  const leftOut: LeftOut[] = [];
  const [archive] = archives;
  if (archive !== undefined) {
    for (const { path } of files) if (path !== archive.path) leftOut.push({ path, why: "not the .npz" });
    return readArchive(archive, options, used, leftOut);
  }
  const arrays: NamedArray[] = [];
  for (const file of files.filter(isNpy)) {
    const bytes = await file.read();
    used.push({ path: file.path, bytes: bytes.length, role: "an array" });
    arrays.push({ name: nameOf(file).replace(/\.npy$/i, ""), path: file.path, array: parseNpy(bytes, file.path) });
  }
  for (const { path } of files.filter((file) => !isNpy(file))) leftOut.push({ path, why: "not an array" });
  if (arrays.length === 1) return readTable(arrays[0]!, options, used, leftOut);
  return fromArrays(arrays, options, used, leftOut);
}

async function readArchive(
  file: SourceFile,
  options: Options,
  used: UsedFile[],
  leftOut: LeftOut[],
): Promise<OpenedSource> {
  const content: Bytes = await file.read();
  used.push({ path: file.path, bytes: content.length, role: "arrays" });
  const entries = zipEntries(content, file.path);
  const arrays: NamedArray[] = [];
  for (const entry of entries.filter(({ name }) => name.endsWith(".npy"))) {
    throwIfAborted(options.signal);
    const name = entry.name.slice(0, -4);
    arrays.push({ name, path: file.path, array: parseNpy(await entry.read(), `${file.path}: ${name}`) });
  }
  const kept = entries.find(({ name }) => name === keptName);
  const about = kept && readKept(await kept.read(), file.path);
  if (about === undefined || !isMadeAs(about.preparation, options.preparation, file.path))
    return fromArrays(arrays, options, used, leftOut);
  const { pairs } = rolesOf(arrays, file.path);
  const make = (part: PartName) => {
    const pair = pairs[part];
    return pair && keptDataset(`${options.name} ${part}`, pair.inputs.array, pair.targets.array, about);
  };
  return {
    ...{ name: options.name, kind: "npz", files: used, leftOut, remarks: [], about: ["as nndl saved it"] },
    training: make("training")!,
    test: make("test"),
    validation: make("validation"),
  };
}

/**
 * Whether inputs that were saved are as a network wants them. A table's columns were scaled when they were saved, and would be
 * scaled a second time.
 */
function isMadeAs(saved: Preparation | undefined, wanted: Preparation | undefined, path: string): boolean {
  if (wanted === undefined || JSON.stringify(saved) === JSON.stringify(wanted)) return true;
  if (saved?.inputs.kind !== "table") return false;
  throw new NndlError("npz.kept", {
    received: "inputs that were made otherwise",
    expected: `${path} must hold inputs made as those that the network learned from`,
    next: "Give the table that they were made of.",
  });
}

function fromArrays(
  arrays: readonly NamedArray[],
  options: Options,
  used: readonly UsedFile[],
  leftOut: LeftOut[],
): OpenedSource {
  const { pairs, others } = rolesOf(arrays, options.name);
  for (const { name, path } of others)
    leftOut.push({ path: `${path}: ${name}`, why: "neither inputs nor targets by its name" });
  const { remarks, ...sets } = arraySets(pairs, options);
  return { name: options.name, kind: "npz", ...sets, files: used, leftOut, remarks, about: aboutPairs(pairs) };
}

function aboutPairs(pairs: ArrayRoles["pairs"]): readonly string[] {
  return Object.entries(pairs).map(([part, { inputs, targets }]) => {
    const shape = inputs.array.shape.join(" × ");
    return `${part}: ${inputs.name}, ${shape} numbers (${inputs.array.type}), and ${targets.name}`;
  });
}

/** An array that is alone is a table without names. */
function readTable(
  array: NamedArray,
  options: Options,
  files: readonly UsedFile[],
  leftOut: readonly LeftOut[],
): OpenedSource {
  const table: RawTable = tableOf(array);
  const found = { name: options.name, kind: "npz", files, leftOut };
  const { preparation } = options;
  if (preparation !== undefined) {
    const prepared = prepareTable(table, preparation, options.target);
    return { ...found, training: preparedDataset(prepared, preparation), remarks: prepared.remarks };
  }
  const plan = planTable(table, options.target);
  const { targets, remarks } = targetsOf(table.name, plan.targets, table.rows, options.targetKind);
  const made = makeSets({ training: { name: table.name, rows: table.rows, inputs: plan.inputs, targets } });
  return { ...found, ...made, remarks: [...plan.remarks, ...remarks, ...made.remarks], about: [plan.about] };
}
