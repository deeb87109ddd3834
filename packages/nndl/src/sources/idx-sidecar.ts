/** nndl.json beside IDX files: what they do not say themselves, so that what was saved is read as the same. */
import type { Bytes } from "../bytes.ts";
import { array, finite, knownKeys, oneOf, plainObject, positiveInteger, type Where } from "../check.ts";
import { checkPreparation, type Dataset, type Preparation, type TargetKind } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { fromUtf8, toUtf8 } from "../utf8.ts";

/** The file's name. */
export const sidecarName = "nndl.json";
const format = "nndl data 1";

/** What it says. */
export interface Sidecar {
  /** The shape of one example. */
  readonly shape: readonly number[];
  /** What bytes are multiplied by, where inputs are bytes. */
  readonly scale?: number | undefined;
  readonly targetKind: TargetKind;
  readonly classes?: number | undefined;
  readonly preparation?: Preparation | undefined;
}

/** The file that belongs to a data set. */
export function sidecarOf({ shape, features, scale, targets, preparation }: Dataset): Bytes {
  const content: Sidecar = {
    shape,
    ...(features instanceof Uint8Array ? { scale } : {}),
    targetKind: targets.kind,
    ...(targets.kind === "classes" ? { classes: targets.classes } : {}),
    ...(preparation === undefined ? {} : { preparation }),
  };
  return toUtf8(`${JSON.stringify({ format, ...content }, undefined, 2)}\n`);
}

/**
 * Reads such a file.
 *
 * @throws NndlError "idx.sidecar", "preparation"
 */
export function readSidecar(bytes: Uint8Array, location: string): Sidecar {
  const where: Where = { code: "idx.sidecar", what: location };
  const fields = plainObject(parse(bytes, location), where);
  const about = (what: string): Where => ({ ...where, what: `${location}: ${what}` });
  knownKeys(fields, ["format", "shape", "scale", "targetKind", "classes", "preparation"], where);
  oneOf(fields.format, [format], about("the format"));
  return {
    shape: array(fields.shape, about("the shape")).map((extent) => positiveInteger(extent, about("an extent"))),
    ...(fields.scale === undefined ? {} : { scale: finite(fields.scale, about("the scale"), { above: 0 }) }),
    targetKind: oneOf(fields.targetKind, ["classes", "values"], about("the kind of the targets")),
    ...(fields.classes === undefined ? {} : { classes: positiveInteger(fields.classes, about("the classes")) }),
    ...(fields.preparation === undefined ? {} : { preparation: checkPreparation(fields.preparation) }),
  };
}

function parse(bytes: Uint8Array, location: string): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? "");
  } catch (error) {
    throw new NndlError(
      "idx.sidecar",
      {
        received: "no JSON",
        expected: `${location} must be what nndl writes beside IDX files`,
        next: "Remove it, or save the data again.",
      },
      { cause: error },
    );
  }
}
