/** Small data sets from ordinary numbers, as a person types them in. */
import { array } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import { Dataset, type DatasetParts, type Labels } from "./dataset.ts";
import { checkDataset } from "./given-dataset.ts";

/** One row of numbers per example, or the numbers of all examples one after another. */
export type Rows = readonly (readonly number[])[] | readonly number[] | Float32Array;

/** What rows alone do not say. */
export interface RowOptions {
  /** What to call the data set in an error. */
  readonly name?: string | undefined;
  /** The shape of one example; [numbers per example] when absent. */
  readonly shape?: readonly number[] | undefined;
  /** For sequences, of the shape [steps, features]: how many steps of each count; all when absent. */
  readonly lengths?: readonly number[] | Uint32Array | undefined;
}

/**
 * A data set whose examples have classes.
 *
 * @param options.classes how many classes there are; the largest label + 1 when absent
 * @throws NndlError "dataset.*" as {@link Dataset} does, or "dataset.rows" when rows differ in length
 * @example
 * const and = classification([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]);
 */
export function classification(
  features: Rows,
  labels: Labels | readonly number[],
  options: RowOptions & { readonly classes?: number | undefined } = {},
): Dataset<"classes"> {
  const classes = options.classes ?? classesOf(labels);
  return new Dataset({ ...inputs(features, labels?.length, options), targets: { kind: "classes", labels, classes } });
}

/**
 * A data set whose examples have numbers as targets.
 *
 * @param targets one row per example, or all target values one after another
 * @param options.outputs how many values a target has where `targets` are not rows; 1 when absent
 * @throws NndlError "dataset.*" as {@link Dataset} does, or "dataset.rows" when rows differ in length
 * @example
 * const square = regression([[-1], [0], [1]], [1, 0, 1]);
 */
export function regression(
  features: Rows,
  targets: Rows,
  options: RowOptions & { readonly outputs?: number | undefined } = {},
): Dataset<"values"> {
  const { values, width } = flatten(targets, "the targets");
  const size = width ?? options.outputs ?? 1;
  return new Dataset({ ...inputs(features, values.length / size, options), targets: { kind: "values", values, size } });
}

/**
 * The same examples, each with its own input as its target: what an autoencoder learns. Byte features are copied once,
 * as float32 numbers (four times their size). A network that begins with `dropout` learns to mend damaged ones (a denoising autoencoder).
 *
 * @throws NndlError "dataset.instance"
 */
export function autoencoder(dataset: Dataset): Dataset<"values"> {
  checkDataset(dataset);
  const { name, shape, features, scale, size, preparation, lengths } = dataset;
  const values = features instanceof Float32Array ? features : Float32Array.from(features, (byte) => byte * scale);
  return new Dataset({
    ...{ name, shape, features, scale, lengths },
    targets: { kind: "values", values, size },
    ...(preparation === undefined ? {} : { preparation: { inputs: preparation.inputs } }),
  });
}

/** The largest label + 1. Labels that are none are left for {@link Dataset} to refuse. */
export function classesOf(labels: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < (labels?.length ?? 0); i++) {
    const label = labels[i]!;
    if (Number.isInteger(label) && label > largest) largest = label;
  }
  return largest + 1;
}

function inputs(rows: Rows, count: number, options: RowOptions): Omit<DatasetParts, "targets"> {
  const { values, width } = flatten(rows, "the features");
  const shape = options.shape ?? [width ?? values.length / count];
  const { name, lengths } = options;
  return { features: values, shape, ...(name !== undefined && { name }), ...(lengths !== undefined && { lengths }) };
}

/** All numbers in one run, and how many there are in each row where there are rows. */
function flatten(rows: Rows, what: string): { values: Float32Array; width: number | undefined } {
  if (rows instanceof Float32Array) return { values: rows, width: undefined };
  const given = array(rows, { code: "dataset.rows", what });
  const first = given[0];
  if (!Array.isArray(first)) return { values: toFloats(given, what), width: undefined };
  for (const [i, row] of given.entries()) {
    if (!Array.isArray(row) || row.length !== first.length)
      refuse(what, `rows of ${first.length} numbers, as the first is`, `${show(row)} at row ${i}`);
  }
  return { values: toFloats(given.flat(), what), width: first.length };
}

function toFloats(values: readonly unknown[], what: string): Float32Array {
  const wrong = values.findIndex((value) => typeof value !== "number");
  if (wrong >= 0) refuse(what, "numbers", `${show(values[wrong])} at place ${wrong}`);
  return Float32Array.from(values as readonly number[]);
}

function refuse(what: string, expected: string, received: string): never {
  throw new NndlError("dataset.rows", {
    received,
    expected: `${what} must be ${expected}`,
    next: "Give rows that all have the same number of values.",
  });
}
