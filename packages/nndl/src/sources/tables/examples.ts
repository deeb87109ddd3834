/** From a table's columns to data sets. */
import {
  type ClassNames,
  Dataset,
  type DatasetParts,
  type Labels,
  type Preparation,
  type TableInputs,
  type ValueScales,
} from "../../data/index.ts";
import type { Remark } from "../../remarks.ts";
import type { DividedSource } from "../opened-source.ts";
import { farValue } from "./far-value.ts";
import { imageRows } from "./image-rows.ts";
import type { RawColumn, RawNumbers } from "./raw-table.ts";
import { allRows, columnsOf, fillNumbers, inputsOf, scaleOf } from "./scale.ts";
import type { RawTargets } from "./targets.ts";

/** Examples before they are scaled. */
export interface RawExamples {
  /** What errors and the data set call them. */
  readonly name: string;
  readonly rows: number;
  readonly inputs: readonly RawColumn[];
  readonly targets: RawTargets;
}

/** Which examples a set has. */
interface Part {
  readonly from: RawExamples;
  readonly rows: ArrayLike<number>;
}

/** Examples to learn from and what a source sets aside beside them. */
export interface RawSets {
  readonly training: RawExamples;
  readonly test?: RawExamples | undefined;
  readonly validation?: RawExamples | undefined;
}

/** Data sets, and how to divide them so that each training part is scaled by itself. */
export interface MadeSets {
  readonly training: Dataset;
  readonly test?: Dataset | undefined;
  readonly validation?: Dataset | undefined;
  readonly remarks: readonly Remark[];
  readonly divide?: ((places: readonly ArrayLike<number>[]) => DividedSource) | undefined;
}

/** What a way to divide divides. */
const rawSets = new WeakMap<NonNullable<MadeSets["divide"]>, RawSets>();

/** The examples before they were scaled that `makeSets` made a way to divide of; undefined for another way. */
export function rawSetsOf(divide: NonNullable<MadeSets["divide"]>): RawSets | undefined {
  return rawSets.get(divide);
}

/** Data sets of images where rows plainly are images, and of scaled columns otherwise. */
export function makeSets(sets: RawSets): MadeSets {
  return imageSets(sets) ?? tableSets(sets);
}

function imageSets({ training, test, validation }: RawSets): MadeSets | undefined {
  if (training.targets.kind !== "classes") return undefined;
  const images = imageRows(training.inputs, training.rows);
  if (images === undefined) return undefined;
  const { height, width, channels } = images.inputs;
  const make = (examples: RawExamples) => {
    const { features } =
      examples === training ? images : (imageRows(examples.inputs, examples.rows) ?? { features: undefined });
    if (features === undefined || examples.targets.kind !== "classes") return undefined;
    const { labels, meaning } = examples.targets;
    return new Dataset({
      name: examples.name,
      shape: [channels, height, width],
      features,
      targets: { kind: "classes", labels, classes: meaning.names.length },
      preparation: { inputs: images.inputs, targets: meaning },
    });
  };
  const [tested, validated] = [test && make(test), validation && make(validation)];
  // A test set of other numbers: then the rows are no images after all.
  if ((test !== undefined && tested === undefined) || (validation !== undefined && validated === undefined))
    return undefined;
  const what = `${training.name}: the rows were read as images of ${height} × ${width} pixels from 0 to 255.`;
  return {
    training: make(training)!,
    test: tested,
    validation: validated,
    remarks: [{ code: "table.images", what }],
  };
}

function tableSets(sets: RawSets): MadeSets {
  const remarks: Remark[] = [];
  const divide = (places: readonly ArrayLike<number>[]): DividedSource => {
    const parts = places.map((rows) => ({ from: sets.training, rows }));
    const preparation = preparationOf(parts[0]!, []);
    const whole = (from: RawExamples | undefined) => from && datasetOf({ from, rows: allRows(from.rows) }, preparation);
    return {
      parts: parts.map((part) => datasetOf(part, preparation)),
      test: whole(sets.test),
      validation: whole(sets.validation),
    };
  };
  rawSets.set(divide, sets);
  const all: Part = { from: sets.training, rows: allRows(sets.training.rows) };
  const preparation = preparationOf(all, remarks);
  const whole = (from: RawExamples | undefined) => from && datasetOf({ from, rows: allRows(from.rows) }, preparation);
  let training: Dataset | undefined;
  return {
    // Made when somebody asks: whoever divides it has no use for it, and it takes as much memory as its parts.
    get training() {
      training ??= datasetOf(all, preparation);
      return training;
    },
    test: whole(sets.test),
    validation: whole(sets.validation),
    remarks,
    divide,
  };
}

/** A data set of the same examples and targets in which each input is its own place: float32 holds 2²⁴ of them exactly. */
export function placesIn({ name, rows, targets }: RawExamples): Dataset {
  const places = allRows(rows);
  const meaning = meaningOf({ name, rows, inputs: [], targets }, places);
  return new Dataset({
    name,
    shape: [1],
    features: Float32Array.from(places),
    targets: targetsOf(targets, meaning, places),
  });
}

/** How inputs are made and what targets mean, by the rows of one part. */
function preparationOf({ from, rows }: Part, remarks: Remark[]): Preparation {
  const inputs = columnsOf(from.name, from.inputs, rows);
  remarks.push(...inputs.remarks);
  const { targets } = from;
  if (targets.kind === "values")
    remarks.push(...targets.columns.flatMap((column) => farValue(from.name, column, rows)));
  return { inputs: { kind: "table", columns: inputs.columns }, targets: meaningOf(from, rows) };
}

function meaningOf({ name, targets }: RawExamples, rows: ArrayLike<number>): ClassNames | ValueScales {
  if (targets.kind === "classes") return targets.meaning;
  return { kind: "values", columns: targets.columns.map((column) => scaleOf(name, column, rows)) };
}

/** Some rows as a data set, made as a description says; `from` has the description's columns in their order. */
export function datasetOf({ from, rows }: Part, preparation: Preparation): Dataset {
  const features = inputsOf(from.name, from.inputs, preparation.inputs as TableInputs, rows);
  return new Dataset({
    name: from.name,
    shape: [features.length / rows.length],
    features,
    targets: targetsOf(from.targets, preparation.targets, rows),
    preparation,
  });
}

function targetsOf(
  targets: RawTargets,
  meaning: Preparation["targets"],
  rows: ArrayLike<number>,
): DatasetParts["targets"] {
  if (targets.kind === "classes")
    return { kind: "classes", labels: pick(targets.labels, rows), classes: targets.meaning.names.length };
  return {
    kind: "values",
    values: scaledValues(targets.columns, meaning as ValueScales, rows),
    size: targets.columns.length,
  };
}

function scaledValues(
  columns: readonly RawNumbers[],
  { columns: scales }: ValueScales,
  rows: ArrayLike<number>,
): Float32Array {
  const values = new Float32Array(rows.length * columns.length);
  for (const [i, column] of columns.entries()) fillNumbers(column, scales[i]!, rows, values, i, columns.length);
  return values;
}

function pick(labels: Labels, rows: ArrayLike<number>): Labels {
  const picked = new (labels.constructor as new (length: number) => Labels)(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = labels[rows[i]!]!;
  return picked;
}
