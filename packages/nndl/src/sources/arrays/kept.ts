/** What nndl writes beside the arrays of an .npz, so that they are read as the same data set, to the bit. */

import { finite, knownKeys, oneOf, plainObject, positiveInteger, type Where } from "../../check.ts";
import { checkPreparation, Dataset, type Labels, type Preparation } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { fromUtf8, toUtf8 } from "../../utf8.ts";
import type { NpyArray } from "./npy.ts";

/** The entry that says it. */
export const keptName = "nndl.json";

/** What arrays do not say of a data set. */
export interface Kept {
  /** What a byte is multiplied by. */
  readonly scale: number;
  readonly targets: { readonly kind: "classes"; readonly classes: number } | { readonly kind: "values" };
  readonly preparation: Preparation | undefined;
}

/** @returns UTF-8 */
export function keptBytes({ scale, targets, preparation }: Dataset): Uint8Array {
  const { kind } = targets;
  const kept = {
    version: 1,
    scale,
    targets: kind === "classes" ? { kind, classes: targets.classes } : { kind },
    preparation,
  };
  return toUtf8(`${JSON.stringify(kept)}\n`);
}

/** @throws NndlError "npz.kept" */
export function readKept(bytes: Uint8Array, name: string): Kept {
  const where: Where = { code: "npz.kept", what: `${name}: ${keptName}` };
  const fields = plainObject(parse(fromUtf8(bytes) ?? "", where), where);
  knownKeys(fields, ["version", "scale", "targets", "preparation"], where);
  if (fields.version !== 1)
    throw new NndlError("npz.kept", {
      received: `the version ${String(fields.version)}`,
      expected: `${where.what} must have the version 1`,
      next: "Use a newer nndl, or take the entry out of the archive.",
    });
  const targets = plainObject(fields.targets, where);
  const kind = oneOf(targets.kind, ["classes", "values"], where);
  return {
    scale: finite(fields.scale, where, { above: 0 }),
    targets: kind === "values" ? { kind } : { kind, classes: positiveInteger(targets.classes, where) },
    preparation: fields.preparation === undefined ? undefined : checkPreparation(fields.preparation),
  };
}

function parse(text: string, where: Where): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const complaint = { received: "something else", expected: `${where.what} must be JSON`, next: "Write it again." };
    throw new NndlError("npz.kept", complaint, { cause });
  }
}

/** Arrays as the data set that they were. @throws NndlError "npz.kept" for arrays of other types, "dataset.*" */
export function keptDataset(name: string, inputs: NpyArray, targets: NpyArray, kept: Kept): Dataset {
  const { values } = inputs;
  const isBytes = values instanceof Uint8Array;
  if (!isBytes && !(values instanceof Float32Array)) throw otherType(name, inputs);
  const labels = targets.values;
  const { preparation } = kept;
  const shared = {
    ...{ name, shape: inputs.shape.slice(1), features: values, preparation },
    ...(isBytes && { scale: kept.scale }),
  };
  if (kept.targets.kind === "values") {
    if (!(labels instanceof Float32Array)) throw otherType(name, targets);
    const size = targets.shape.slice(1).reduce((product, extent) => product * extent, 1);
    return new Dataset({ ...shared, targets: { kind: "values", values: labels, size } });
  }
  if (!(labels instanceof Uint8Array || labels instanceof Uint16Array || labels instanceof Int32Array))
    throw otherType(name, targets);
  return new Dataset({
    ...shared,
    targets: { kind: "classes", labels: labels as Labels, classes: kept.targets.classes },
  });
}

function otherType(name: string, { type }: NpyArray): NndlError {
  return new NndlError("npz.kept", {
    received: type,
    expected: `${name} must have the types that nndl wrote: bytes or float32, and labels of whole numbers`,
    next: `Take ${keptName} out of the archive, to have it read as any other.`,
  });
}
