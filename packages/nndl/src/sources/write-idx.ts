/** A data set as IDX files, to be read again as what it is. */
import type { Bytes } from "../bytes.ts";
import type { Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { sidecarName, sidecarOf } from "./idx-sidecar.ts";
import type { OpenedSource } from "./opened-source.ts";

/** A file to be written. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: Bytes;
}

/** How the files of each part begin. */
const parts = { training: "train", validation: "validation", test: "t10k" } as const;

/**
 * The data sets of a source as IDX files: images and labels of each part, as MNIST's are named, and nndl.json, which says
 * what these cannot. `openSource` reads them as the same data sets, to the bit; other programs read them without nndl.json.
 *
 * @throws NndlError "idx.write" for examples of more than three dimensions
 * @example
 * const files = idxFilesOf(await openSource("my-pictures"));
 * files.map(({ path }) => path); // ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", …]
 */
export function idxFilesOf(source: Pick<OpenedSource, "training" | "validation" | "test">): readonly WrittenFile[] {
  const files = (Object.keys(parts) as (keyof typeof parts)[]).flatMap((part) => {
    const data = source[part];
    return data === undefined ? [] : filesOf(data, parts[part]);
  });
  return [...files, { path: sidecarName, bytes: sidecarOf(source.training) }];
}

function filesOf(data: Dataset, beginning: string): readonly WrittenFile[] {
  const { name, count, shape, features, targets, labelsEach } = data;
  if (shape.length > 3)
    throw new NndlError("idx.write", {
      received: shape.join(" × "),
      expected: `${name}: examples in IDX files must have at most three dimensions`,
      next: "Save the data in another form.",
    });
  const dims = shape.length === 3 && shape[0] === 1 ? [count, ...shape.slice(1)] : [count, ...shape];
  const labels =
    targets.kind === "classes"
      ? {
          dims: labelsEach > 1 ? [count, labelsEach] : [count],
          values: targets.classes <= 256 ? Uint8Array.from(targets.labels) : Int32Array.from(targets.labels),
        }
      : { dims: targets.size === 1 ? [count] : [count, targets.size], values: targets.values };
  return [
    { path: `${beginning}-images-${suffix(dims, features)}`, bytes: idxBytes(dims, features) },
    { path: `${beginning}-labels-${suffix(labels.dims, labels.values)}`, bytes: idxBytes(labels.dims, labels.values) },
  ];
}

type Values = Uint8Array | Int32Array | Float32Array;

/** "idx3-ubyte", as the publishers of MNIST named their files. */
function suffix(dims: readonly number[], values: Values): string {
  return `idx${dims.length}-${values instanceof Uint8Array ? "ubyte" : values instanceof Int32Array ? "int" : "float"}`;
}

function idxBytes(dims: readonly number[], values: Values): Bytes {
  const start = 4 + 4 * dims.length;
  const bytes = new Uint8Array(start + values.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, values instanceof Uint8Array ? 0x08 : values instanceof Int32Array ? 0x0c : 0x0d, dims.length]);
  for (const [i, dim] of dims.entries()) view.setUint32(4 + 4 * i, dim);
  if (values instanceof Uint8Array) bytes.set(values, start);
  else if (values instanceof Int32Array)
    for (let i = 0; i < values.length; i++) view.setInt32(start + 4 * i, values[i]!);
  else for (let i = 0; i < values.length; i++) view.setFloat32(start + 4 * i, values[i]!);
  return bytes;
}
