import { NndlError } from "../errors.ts";
import { Dataset, type DatasetParts, type Labels } from "./dataset.ts";
import { classesOf } from "./from-rows.ts";
import { type IdxArray, parseIdx } from "./idx.ts";
import type { Preparation } from "./preparation.ts";

/** What the two files do not say themselves. */
export interface IdxDatasetOptions {
  /** What to call the data set in an error; "the IDX data set" when absent. */
  readonly name?: string | undefined;
  /** How many classes there are; the largest label + 1 when absent. */
  readonly classes?: number | undefined;
  /** What a byte is multiplied by; 1/256 when absent. */
  readonly scale?: number | undefined;
  /** How the inputs were made and what the targets stand for, where that is known. */
  readonly preparation?: Preparation | undefined;
}

/**
 * A data set from two unpacked IDX files.
 *
 * Images of unsigned bytes stay bytes, in the file's own memory; every other type becomes float32. They are count ×
 * height × width (shape [1, height, width]), count × channels × height × width, or count × n. Labels are integers, one per
 * image, or floats, one or one row per image, which become values to be learned.
 *
 * @throws NndlError "idx.*" as {@link parseIdx}, "dataset.*" as {@link Dataset}, and "idx.images" or "idx.labels" for files
 *   of the wrong rank
 */
export function idxDataset(images: Uint8Array, labels: Uint8Array, options: IdxDatasetOptions = {}): Dataset {
  const name = options.name ?? "the IDX data set";
  const inputs = parseIdx(images, `${name}: images`);
  const targets = parseIdx(labels, `${name}: labels`);
  return new Dataset({
    name,
    shape: shapeOf(inputs, name),
    features: inputs.values instanceof Uint8Array ? inputs.values : Float32Array.from(inputs.values),
    ...(options.scale !== undefined && { scale: options.scale }),
    targets: targetsOf(targets, inputs.dims[0]!, name, options.classes),
    preparation: options.preparation,
  });
}

function shapeOf({ dims }: IdxArray, name: string): readonly number[] {
  if (dims.length === 1)
    throw new NndlError("idx.images", {
      received: "1 dimension",
      expected: `${name}: images must have 2 to 4 dimensions`,
      next: "Check that the files of images and labels have not been swapped.",
    });
  const [, ...example] = dims;
  return example.length === 2 ? [1, ...example] : example;
}

function targetsOf(file: IdxArray, count: number, name: string, classes?: number): DatasetParts["targets"] {
  const { type, dims, values } = file;
  if (dims[0] !== count)
    throw new NndlError("dataset.length", {
      received: `${dims[0]} labels`,
      expected: `${name}: there must be as many labels as images (${count})`,
      next: "Check that both files belong together.",
    });
  if (type === "float32" || type === "float64") {
    const size = values.length / count;
    return { kind: "values", values: Float32Array.from(values), size };
  }
  if (dims.length !== 1)
    throw new NndlError("idx.labels", {
      received: `${dims.length} dimensions`,
      expected: `${name}: labels must have 1 dimension`,
      next: "Check that the files of images and labels have not been swapped.",
    });
  const labels: Labels = values instanceof Uint8Array ? values : Int32Array.from(values);
  return { kind: "classes", labels, classes: classes ?? classesOf(labels) };
}
