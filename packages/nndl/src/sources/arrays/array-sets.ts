/** From arrays to data sets. */
import { Dataset, type Labels, type NumberArray, type Preparation, pixelsOf } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import type { Remark } from "../../remarks.ts";
import { imageInputs } from "../image-inputs.ts";
import type { SourceOptions } from "../opened-source.ts";
import { type MadeSets, makeSets, type RawExamples } from "../tables/examples.ts";
import { isMissing } from "../tables/missing.ts";
import { preparedDataset, prepareTable } from "../tables/prepare-table.ts";
import { type RawColumn, type RawNumbers, type RawTable, wordsColumn } from "../tables/raw-table.ts";
import { allRows, scaleOf } from "../tables/scale.ts";
import { labelsByNames, type RawTargets, targetsOf } from "../tables/targets.ts";
import type { ArrayPair, ArrayRoles, NamedArray, PartName } from "./roles.ts";

type Options = SourceOptions & { readonly name: string };
type Pairs = ArrayRoles["pairs"];

/** Data sets of arrays: images where inputs have height and width, columns of a table where they have not. */
export function arraySets(pairs: Pairs, options: Options): MadeSets {
  const parts = (Object.keys(pairs) as PartName[]).filter((part) => pairs[part] !== undefined);
  for (const part of parts) checkPair(pairs[part]!, pairs.training);
  const { targets, remarks } = targetsOfParts(pairs, parts, options);
  const isTable = pairs.training.inputs.array.shape.length <= 2;
  const made = isTable ? tables(pairs, parts, targets, options) : images(pairs, parts, targets, options);
  return { ...made, remarks: [...remarks, ...made.remarks] };
}

function checkPair({ inputs, targets }: ArrayPair, training: ArrayPair): void {
  if (!isNumbers(inputs)) throw wrong(inputs, "numbers", "texts");
  const { shape } = inputs.array;
  if (shape.length === 0 || shape.length > 4) throw wrong(inputs, "1 to 4 dimensions", `${shape.length}`);
  if (shape.includes(0)) throw wrong(inputs, "at least one example", `the shape ${shape.join(" × ")}`);
  const like = training.inputs.array.shape;
  if (shape.slice(1).join() !== like.slice(1).join())
    throw wrong(
      inputs,
      `examples of the shape ${like.slice(1).join(" × ")}, as ${training.inputs.name} has`,
      shape.slice(1).join(" × "),
    );
  if (targets.array.shape[0] !== shape[0])
    throw wrong(
      targets,
      `as many targets as ${inputs.name} has examples, ${shape[0]}`,
      `${targets.array.shape[0] ?? "one value"}`,
    );
}

function isNumbers(array: NamedArray): array is NamedArray & { readonly array: { readonly values: NumberArray } } {
  return !Array.isArray(array.array.values);
}

function numbersIn({ array }: NamedArray): NumberArray {
  return array.values as NumberArray;
}

function wrong({ path, name }: NamedArray, expected: string, received: string): NndlError {
  return new NndlError("npz.arrays", {
    received,
    expected: `${path}: ${name} must have ${expected}`,
    next: "Save arrays of inputs and targets that belong together.",
  });
}

// ---- targets

/** Targets of all parts together, so that a class has one number in all of them, divided again. */
function targetsOfParts(
  pairs: Pairs,
  parts: readonly PartName[],
  { name, targetKind, classes, preparation }: Options,
): { readonly targets: ReadonlyMap<PartName, RawTargets>; readonly remarks: readonly Remark[] } {
  const arrays = parts.map((part) => pairs[part]!.targets);
  const counts = arrays.map(({ array }) => array.shape[0]!);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const columns = targetColumns(arrays);
  const known =
    preparation?.targets?.kind === "classes"
      ? preparation.targets
      : classes === undefined
        ? undefined
        : ({ kind: "classes", names: Array.from({ length: classes }, (_, i) => String(i)) } as const);
  const { targets, remarks } =
    known !== undefined && columns.length === 1
      ? {
          targets: { kind: "classes", meaning: known, labels: labelsByNames(name, columns[0]!, rows, known) } as const,
          remarks: [],
        }
      : targetsOf(name, columns, rows, preparation?.targets?.kind ?? targetKind);
  let from = 0;
  const divided = new Map<PartName, RawTargets>();
  for (const [i, part] of parts.entries()) {
    divided.set(part, rowsOf(targets, from, from + counts[i]!));
    from += counts[i]!;
  }
  return { targets: divided, remarks };
}

function rowsOf(targets: RawTargets, from: number, to: number): RawTargets {
  if (targets.kind === "classes") return { ...targets, labels: targets.labels.slice(from, to) };
  return {
    kind: "values",
    columns: targets.columns.map((column) => ({ ...column, stored: column.stored.slice(from, to) })),
  };
}

/** One column of words or numbers; of one-hot rows one of classes; several columns of values otherwise. */
function targetColumns(arrays: readonly NamedArray[]): readonly RawColumn[] {
  const [first] = arrays as [NamedArray, ...NamedArray[]];
  const { name } = first;
  if (!arrays.every(isNumbers)) {
    if (arrays.some(isNumbers)) throw wrong(arrays.find(isNumbers)!, "texts, as the others have", "numbers");
    const texts = arrays.flatMap(({ array }) => array.values as readonly string[]);
    const empty = texts.findIndex(isMissing);
    if (empty >= 0)
      throw wrong(first, "a class for each example", `${JSON.stringify(texts[empty])} in row ${empty + 1}`);
    return [wordsColumn(name, texts)];
  }
  const size = first.array.shape.slice(1).reduce((product, extent) => product * extent, 1);
  const other = arrays.find(({ array }) => array.shape.slice(1).reduce((a, b) => a * b, 1) !== size);
  if (other !== undefined) throw wrong(other, `${size} targets for each example, as ${name} has`, "another number");
  for (const array of arrays) checkFinite(array, numbersIn(array));
  const values = joined(arrays.map(numbersIn));
  const rows = values.length / size;
  const labels = size > 1 ? oneHotLabels(values, size) : undefined;
  if (labels !== undefined) return [{ kind: "number", name, stored: labels, divisor: 1 }];
  return columnsOf(values, rows, size, size === 1 ? [name] : undefined);
}

/** The place of the 1 in each row, where all else is 0. */
function oneHotLabels(values: NumberArray, size: number): Int32Array | undefined {
  const labels = new Int32Array(values.length / size).fill(-1);
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0) continue;
    const row = Math.floor(i / size);
    if (values[i] !== 1 || labels[row]! >= 0) return undefined;
    labels[row] = i % size;
  }
  return labels.includes(-1) ? undefined : labels;
}

function joined(arrays: readonly NumberArray[]): NumberArray {
  const [first] = arrays as [NumberArray, ...NumberArray[]];
  if (arrays.length === 1) return first;
  const isAlike = arrays.every((array) => array.constructor === first.constructor);
  const Values = (isAlike ? first.constructor : Float64Array) as new (count: number) => NumberArray;
  const whole = new Values(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}

// ---- tables

/** @param names "column 1", … when absent, as a table without a header has them */
function columnsOf(values: NumberArray, rows: number, size: number, names?: readonly string[]): readonly RawNumbers[] {
  return Array.from({ length: size }, (_, place) => {
    const stored = new (values.constructor as new (count: number) => NumberArray)(rows);
    for (let row = 0; row < rows; row++) stored[row] = values[row * size + place]!;
    return { kind: "number", name: names?.[place] ?? `column ${place + 1}`, stored, divisor: 1 };
  });
}

/** An array of two dimensions as a table without names. @throws NndlError "npz.arrays" */
export function tableOf(array: NamedArray): RawTable {
  const { path, name } = array;
  const { shape } = array.array;
  if (shape.length !== 2 || !isNumbers(array) || shape.includes(0))
    throw wrong(
      array,
      "two dimensions, if it is alone: rows, and the target in the last column",
      shape.join(" × ") || "none",
    );
  const [rows, size] = shape as [number, number];
  const values = numbersIn(array);
  checkFinite(array, values);
  return {
    name: path,
    rows,
    columns: columnsOf(values, rows, size),
    about: [`the array ${name} as a table`],
    remarks: [],
  };
}

function tables(
  pairs: Pairs,
  parts: readonly PartName[],
  targets: ReadonlyMap<PartName, RawTargets>,
  options: Options,
): MadeSets {
  const examples = (part: PartName): RawExamples | undefined => {
    if (!parts.includes(part)) return undefined;
    const { inputs } = pairs[part]!;
    const rows = inputs.array.shape[0]!;
    const values = numbersIn(inputs);
    checkFinite(inputs, values);
    const name = `${options.name} ${part}`;
    return { name, rows, inputs: columnsOf(values, rows, values.length / rows), targets: targets.get(part)! };
  };
  const sets = { training: examples("training")!, test: examples("test"), validation: examples("validation") };
  const { preparation } = options;
  if (preparation === undefined) return makeSets(sets);
  const prepared = (from: RawExamples | undefined) => from && preparedFor(from, preparation);
  const training = prepared(sets.training)!;
  return { training, test: prepared(sets.test), validation: prepared(sets.validation), remarks: [] };
}

/** Examples for a network, whose own columns may have names: these are taken by their places. */
function preparedFor({ name, rows, inputs, targets }: RawExamples, preparation: Preparation): Dataset {
  const table = { name, rows, columns: inputs, about: [], remarks: [] };
  const made = prepareTable(table, { inputs: preparation.inputs }, undefined);
  return preparedDataset({ ...made, targets }, preparation);
}

/** NaN and infinity, which no mean survives. */
function checkFinite(array: NamedArray, values: NumberArray): void {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return;
  const size = values.length / array.array.shape[0]!;
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw wrong(array, "finite numbers", `${values[i]} in row ${Math.floor(i / size) + 1}, column ${(i % size) + 1}`);
}

// ---- images

function images(
  pairs: Pairs,
  parts: readonly PartName[],
  targets: ReadonlyMap<PartName, RawTargets>,
  options: Options,
): MadeSets {
  const { shape, isLast, remarks: axes } = axesOf(pairs.training.inputs);
  // What numbers are is told from all of them: a test set may have no bright pixel.
  const all = joined(parts.map((part) => numbersIn(pairs[part]!.inputs)));
  const { features, byteScale, remark } = pixelsOf(all, `${options.name}: the images`);
  const [channels, height, width] = shape;
  const size = channels * height * width;
  const first = pairs.training.inputs.array.shape[0]! * size;
  const ordered = isLast ? channelsFirst(features, shape) : features;
  const isPicture = (channels === 1 || channels === 3) && byteScale !== undefined;
  const inputs = isPicture ? imageInputs(ordered.subarray(0, first), [channels, height, width], byteScale) : undefined;
  const meaning = meaningOf(options.name, targets.get("training")!);
  const preparation = options.preparation ?? (inputs && { inputs, targets: meaning });
  let from = 0;
  const made = new Map<PartName, Dataset>();
  for (const part of parts) {
    const to = from + pairs[part]!.inputs.array.shape[0]! * size;
    made.set(
      part,
      new Dataset({
        name: `${options.name} ${part}`,
        shape,
        features: ordered.subarray(from, to),
        targets: madeTargets(targets.get(part)!, meaning),
        preparation,
      }),
    );
    from = to;
  }
  return {
    training: made.get("training")!,
    test: made.get("test"),
    validation: made.get("validation"),
    remarks: [...axes, ...(remark === undefined ? [] : [remark])],
  };
}

function meaningOf(name: string, targets: RawTargets): NonNullable<Preparation["targets"]> {
  if (targets.kind === "classes") return targets.meaning;
  const rows = allRows(targets.columns[0]!.stored.length);
  return { kind: "values", columns: targets.columns.map((column) => scaleOf(name, column, rows)) };
}

function madeTargets(targets: RawTargets, meaning: NonNullable<Preparation["targets"]>) {
  if (targets.kind === "classes") {
    const labels: Labels = targets.labels;
    return { kind: "classes" as const, labels, classes: targets.meaning.names.length };
  }
  const scales = meaning.kind === "values" ? meaning.columns : [];
  const size = targets.columns.length;
  const values = new Float32Array(size * targets.columns[0]!.stored.length);
  for (const [place, { stored, divisor }] of targets.columns.entries())
    for (let row = 0; row < stored.length; row++)
      values[row * size + place] = (stored[row]! / divisor - scales[place]!.mean) / scales[place]!.deviation;
  return { kind: "values" as const, values, size };
}

interface Axes {
  readonly shape: readonly [number, number, number];
  /** Whether the channels come last in the array. */
  readonly isLast: boolean;
  readonly remarks: readonly Remark[];
}

/** Channels × height × width, wherever the array has its channels: 1 or 3 of them tell, and so does a square. */
function axesOf({ path, name, array }: NamedArray): Axes {
  const [, a, b, c] = array.shape as [number, number, number, number | undefined];
  if (c === undefined) return { shape: [1, a, b], isLast: false, remarks: [] };
  const isUsual = (channels: number) => channels === 1 || channels === 3 || channels === 4;
  const isLast = isUsual(a) !== isUsual(c) ? isUsual(c) : a === b && b !== c;
  if (!isLast) return { shape: [a, b, c], isLast, remarks: [] };
  const what = `${path}: ${name} has its ${c === 1 ? "channel" : `${c} channels`} last, and was turned to ${c} × ${a} × ${b}.`;
  // One channel lies in memory alike, first or last.
  return { shape: [c, a, b], isLast: c > 1, remarks: c === 1 ? [] : [{ code: "npz.channels", what }] };
}

function channelsFirst<T extends Uint8Array | Float32Array>(values: T, [channels, height, width]: Axes["shape"]): T {
  const turned = new (values.constructor as new (count: number) => T)(values.length);
  const pixels = height * width;
  const size = channels * pixels;
  for (let start = 0; start < values.length; start += size)
    for (let pixel = 0; pixel < pixels; pixel++)
      for (let channel = 0; channel < channels; channel++)
        turned[start + channel * pixels + pixel] = values[start + pixel * channels + channel]!;
  return turned;
}
