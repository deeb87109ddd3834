/** What the labels of a data set in IDX are: classes, or values to be learned. */
import { NndlError } from "../errors.ts";
import type { Remark } from "../remarks.ts";
import type { IdxArray } from "./idx.ts";
import type { DatasetParts, Labels, TargetKind } from "./parts.ts";

/** The labels of one part. */
export interface IdxLabels {
  /** What errors call the part. */
  readonly name: string;
  readonly array: IdxArray;
}

/** More classes than anyone has: each needs an output. */
const mostClasses = 2 ** 16;
/** Whole numbers below this, in a type for fractions, are classes; larger ones are mostly amounts. */
const mostWholeFloats = 1000;

/**
 * The targets of all parts, read alike: integers are classes, and so are rows that have a single 1, and whole numbers below
 * 1,000 in a type for fractions; other fractions are values.
 *
 * @throws NndlError "idx.labels", "idx.byte-order", "idx.classes"
 */
export function targetsOfLabels(
  parts: readonly IdxLabels[],
  options: { readonly classes?: number | undefined; readonly kind?: TargetKind | undefined },
): { readonly targets: readonly DatasetParts["targets"][]; readonly remarks: readonly Remark[] } {
  const remarks: Remark[] = [];
  const labels = options.kind === "values" ? undefined : classesOfAll(parts, options.kind, remarks);
  if (labels === undefined) return { targets: parts.map(valuesOf), remarks };
  const width = Math.max(...parts.map(({ array }) => (sizeOf(array) > 1 ? sizeOf(array) : 0)));
  const classes = options.classes ?? Math.max(width, ...labels.map(largestOf)) + (width > 0 ? 0 : 1);
  if (classes > mostClasses && options.classes === undefined)
    throw new NndlError("idx.classes", {
      received: `a label of ${classes - 1}`,
      expected: `${parts[0]!.name}: labels must number classes from 0, at most ${mostClasses} of them: each needs an output`,
      next: "Check the file; numbers that are no classes go into it as float32.",
    });
  return { targets: labels.map((part) => ({ kind: "classes", labels: part, classes })), remarks };
}

/** Labels of classes, or undefined where they are values. */
function classesOfAll(
  parts: readonly IdxLabels[],
  asked: TargetKind | undefined,
  remarks: Remark[],
): readonly Labels[] | undefined {
  const { name, array } = parts[0]!;
  if (parts.every(({ array }) => sizeOf(array) > 1 && isOneHot(array))) {
    remarks.push({
      code: "data.labels",
      what: `The labels are rows of ${sizeOf(array)} numbers of which one is not 0: read as ${sizeOf(array)} classes.`,
    });
    return parts.map(({ array }) => placesOf(array));
  }
  if (!parts.some(({ array }) => isFloat(array))) return parts.map(wholeLabels);
  const areWhole = parts.every(({ array }) => sizeOf(array) === 1 && areClasses(array.values));
  if (areWhole) {
    if (asked === undefined)
      remarks.push({
        code: "data.labels",
        what: `The labels are whole numbers in the type ${array.type}: read as classes.`,
        next: "Say that they are values where they are amounts.",
      });
    return parts.map(({ array }) => Int32Array.from(array.values));
  }
  if (asked === "classes")
    throw new NndlError("idx.labels", {
      received: "fractions, or numbers that are too large",
      expected: `${name}: labels must be whole numbers from 0 if they are classes`,
      next: "Let them be values.",
    });
  return undefined;
}

function wholeLabels({ name, array }: IdxLabels): Labels {
  if (sizeOf(array) > 1)
    throw new NndlError("idx.labels", {
      received: `${array.dims.length} dimensions`,
      expected: `${name}: labels must have 1 dimension, or rows with a single 1`,
      next: "Check that the files of images and labels have not been swapped.",
    });
  refuseByteOrder(name, array);
  return array.values instanceof Uint8Array ? array.values : Int32Array.from(array.values);
}

/** Integers whose lower bytes are all 0 were written with the lowest byte first. */
function refuseByteOrder(name: string, { type, values }: IdxArray): void {
  const low = type === "int16" ? 2 ** 8 : type === "int32" ? 2 ** 16 : 0;
  if (low === 0 || !values.some((value) => value !== 0) || !values.every((value) => value % low === 0)) return;
  throw new NndlError("idx.byte-order", {
    received: `labels such as ${values.find((value) => value !== 0)}`,
    expected: `${name}: labels must be written with the highest byte first`,
    next: "Write them again, big-endian, or as unsigned bytes.",
  });
}

function valuesOf({ array }: IdxLabels): DatasetParts["targets"] {
  return { kind: "values", values: Float32Array.from(array.values), size: sizeOf(array) };
}

/** The numbers of one label. */
function sizeOf({ dims, values }: IdxArray): number {
  return values.length / dims[0]!;
}

function isFloat({ type }: IdxArray): boolean {
  return type === "float32" || type === "float64";
}

function areClasses(values: IdxArray["values"]): boolean {
  for (let i = 0; i < values.length; i++)
    if (!(Number.isInteger(values[i]) && values[i]! >= 0 && values[i]! < mostWholeFloats)) return false;
  return true;
}

/** Whether each row has one number that is not 0, and it is the same in all: 1 mostly, or 255. */
function isOneHot(array: IdxArray): boolean {
  const { values } = array;
  const size = sizeOf(array);
  const one = values.find((value) => value !== 0);
  for (let start = 0; start < values.length; start += size) {
    let ones = 0;
    for (let i = start; i < start + size; i++) {
      if (values[i] === one) ones++;
      else if (values[i] !== 0) return false;
    }
    if (ones !== 1) return false;
  }
  return true;
}

function placesOf(array: IdxArray): Labels {
  const size = sizeOf(array);
  const labels = new Int32Array(array.dims[0]!);
  for (let i = 0; i < array.values.length; i++) if (array.values[i] !== 0) labels[Math.floor(i / size)] = i % size;
  return labels;
}

function largestOf(labels: Labels): number {
  let largest = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i]! > largest) largest = labels[i]!;
  return largest;
}
