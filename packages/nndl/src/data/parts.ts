/** What a data set is made of, and what must hold of it. */

import { finite, oneOf, plainObject, positiveInteger, type Where } from "../check.ts";
import type { ErrorCode } from "../error-codes.ts";
import { NndlError, show } from "../errors.ts";
import { checkFitting, checkPreparation, type Preparation } from "./preparation.ts";

/** Whole-number class labels: one for each example, or for sequences one for each step of each. */
export type Labels = Uint8Array | Uint16Array | Int32Array;

/**
 * Each example belongs to one of `classes` classes, numbered from 0. A sequence may have a class at each of its steps: then there are
 * `steps` labels for each example, one after another, and 0 where a sequence is over.
 */
export interface ClassTargets {
  readonly kind: "classes";
  readonly labels: Labels;
  readonly classes: number;
}

/** Each example has `size` numbers to be learned, stored one example after another. */
export interface ValueTargets {
  readonly kind: "values";
  readonly values: Float32Array;
  readonly size: number;
}

/** What the target of an example is: the class it belongs to, or numbers of its own. */
export type TargetKind = "classes" | "values";

/** All targets of a data set. */
export type Targets<Kind extends TargetKind = TargetKind> = { classes: ClassTargets; values: ValueTargets }[Kind];

/** What a data set is made of. The arrays are kept, not copied: do not change them afterwards. */
export interface DatasetParts<Kind extends TargetKind = TargetKind> {
  /** What errors call it; "the data set" when absent. */
  readonly name?: string | undefined;
  /** The shape of one example: channels × height × width for images, [n] for plain features. */
  readonly shape: readonly number[];
  /** All examples, one after another: bytes to be multiplied by `scale`, or numbers as they are. */
  readonly features: Uint8Array | Float32Array;
  /** What a byte is multiplied by; 1/256 when absent, which float32 holds exactly. Only for bytes. */
  readonly scale?: number | undefined;
  readonly targets: { readonly kind: Kind } & (
    | { readonly kind: "classes"; readonly labels: Labels | readonly number[]; readonly classes: number }
    | ValueTargets
  );
  /** How its inputs were made and what its targets stand for; absent where nobody says. */
  readonly preparation?: Preparation | undefined;
  /** How much each example counts in training, from 0; all alike when absent. */
  readonly weights?: Float32Array | undefined;
  /**
   * For sequences, [steps, features]: how many steps of each example count, from 1; all of them when absent. What follows is
   * padding, and must be 0.
   */
  readonly lengths?: Uint32Array | readonly number[] | undefined;
}

/** The book's scale: a pixel from 0 to 255 becomes value/256. */
export const PIXEL_SCALE = 1 / 256;

interface CheckedParts {
  readonly name: string;
  readonly shape: readonly number[];
  readonly features: Uint8Array | Float32Array;
  readonly scale: number;
  readonly targets: Targets;
  readonly preparation: Preparation | undefined;
  readonly weights: Float32Array | undefined;
  readonly lengths: Uint32Array | undefined;
}

/** Returns the parts with every default filled in, or throws an NndlError "dataset.*". */
export function checkParts(given: DatasetParts): CheckedParts {
  const parts = plainObject(given, {
    code: "dataset.parts",
    what: "the parts of a data set",
  }) as unknown as DatasetParts;
  const name = parts.name ?? "the data set";
  if (typeof name !== "string")
    refuse("dataset.name", "the name of a data set must be a string", show(name), "Give a string or nothing.");
  const shape = checkShape(parts.shape, name);
  const size = shape.reduce((product, extent) => product * extent, 1);
  const features = checkFeatures(parts.features, size, shape, name);
  const scale = checkScale(parts.scale, features, name);
  const targets = checkTargets(parts.targets, features.length / size, shape, name);
  const preparation = parts.preparation === undefined ? undefined : checkPreparation(parts.preparation);
  if (preparation !== undefined) checkFitting(preparation, size, { kind: targets.kind, size: targetSizeOf(targets) });
  const weights = checkWeights(parts.weights, features.length / size, name);
  const lengths = checkLengths(parts.lengths, shape, features, name);
  if (targets.kind === "classes" && lengths !== undefined) checkPaddedLabels(targets, lengths, name);
  return { name, shape, features, scale, targets, preparation, weights, lengths };
}

/** How many steps of each sequence count; undefined where all of them do. */
function checkLengths(
  given: unknown,
  shape: readonly number[],
  features: Uint8Array | Float32Array,
  name: string,
): Uint32Array | undefined {
  if (given === undefined) return undefined;
  const code = "dataset.lengths";
  if (shape.length !== 2)
    return refuse(
      code,
      `${name}: only sequences, of the shape [steps, features], have lengths`,
      `lengths for the shape [${shape.join(", ")}]`,
      "Leave them out, or give the shape of sequences.",
    );
  if (!(Array.isArray(given) || given instanceof Uint32Array))
    return refuse(code, `${name}: the lengths must be an array or a Uint32Array`, show(given), "Convert them first.");
  const [steps, width] = shape;
  const size = steps * width;
  const count = features.length / size;
  if (given.length !== count)
    refuse(
      code,
      `${name}: there must be as many lengths as examples, ${count}`,
      `${given.length} lengths`,
      "Give each one.",
    );
  const lengths: readonly unknown[] | Uint32Array = given;
  for (let i = 0; i < count; i++) {
    const length = lengths[i];
    if (typeof length !== "number" || !Number.isInteger(length) || length < 1 || length > steps)
      return refuse(
        code,
        `${name}: the length of every sequence must be a whole number from 1 to ${steps}`,
        `${show(length)} at example ${i}`,
        length === 0
          ? "A sequence without steps has nothing to say: leave the example out."
          : "Give each the number of its steps, and the data set a shape with room for the longest.",
      );
    for (let at = i * size + length * width; at < (i + 1) * size; at++)
      if (features[at] !== 0)
        refuse(
          code,
          `${name}: what follows the end of a sequence must be 0`,
          `${features[at]} at step ${Math.floor((at - i * size) / width)} of example ${i}, which has ${length}`,
          "Fill it with zeros, or correct the length.",
        );
  }
  return Uint32Array.from(given as ArrayLike<number>);
}

function checkWeights(weights: unknown, count: number, name: string): Float32Array | undefined {
  if (weights === undefined) return undefined;
  const code = "dataset.weights";
  if (!(weights instanceof Float32Array))
    return refuse(
      code,
      `${name}: the weights of its examples must be a Float32Array`,
      show(weights),
      "Convert them first.",
    );
  if (weights.length !== count)
    refuse(
      code,
      `${name}: there must be as many weights as examples, ${count}`,
      `${weights.length} weights`,
      "Give each one.",
    );
  const wrong = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (wrong >= 0)
    refuse(
      code,
      `${name}: every weight must be a finite number from 0`,
      `${weights[wrong]} at example ${wrong}`,
      "Correct it.",
    );
  if (weights.every((weight) => weight === 0))
    refuse(
      code,
      `${name}: some example must have a weight above 0`,
      "only zeros",
      "Leave out what is not to be learned.",
    );
  return weights;
}

/** The length of one target as a vector: the number of classes or of values. */
export function targetSizeOf(targets: Targets): number {
  return targets.kind === "classes" ? targets.classes : targets.size;
}

/** A shape of one example: one to four positive integers, whose product is a positive integer too. */
export function checkShape(shape: unknown, name: string): readonly number[] {
  if (!Array.isArray(shape) || shape.length < 1 || shape.length > 4)
    return refuse(
      "dataset.shape",
      `${name}: the shape of an example must be one to four integers`,
      show(shape),
      "Give [n], or [channels, height, width].",
    );
  const extents = shape.map((extent) =>
    positiveInteger(extent, { code: "dataset.shape", what: `${name}: each extent of a shape` }),
  );
  const size = extents.reduce((product, extent) => product * extent, 1);
  positiveInteger(size, { code: "dataset.shape", what: `${name}: the number of features of an example` });
  return Object.freeze(extents);
}

function checkFeatures(features: unknown, size: number, shape: readonly number[], name: string) {
  if (!(features instanceof Uint8Array || features instanceof Float32Array))
    return refuse(
      "dataset.features",
      `${name}: the features must be a Uint8Array or a Float32Array`,
      show(features),
      "Convert them first.",
    );
  if (features.length === 0)
    refuse("dataset.empty", `${name}: there must be at least one example`, "no features", "Give some data.");
  if (features.length % size !== 0)
    refuse(
      "dataset.length",
      `${name}: the features must be whole examples of ${shape.join(" × ")} = ${size}`,
      `${features.length} features`,
      "Correct the shape or the data.",
    );
  if (features instanceof Float32Array) checkFinite("dataset.features", features, size, `${name}: every feature`);
  return features;
}

function checkScale(scale: unknown, features: Uint8Array | Float32Array, name: string): number {
  const where: Where = { code: "dataset.scale", what: `${name}: the scale of its bytes` };
  if (features instanceof Uint8Array) {
    finite(Math.fround(finite(scale ?? PIXEL_SCALE, where)), where, { above: 0 });
    return Math.fround((scale as number | undefined) ?? PIXEL_SCALE);
  }
  if (scale !== undefined && scale !== 1)
    refuse(
      "dataset.scale",
      `${name}: float features are taken as they are`,
      `the scale ${show(scale)}`,
      "Leave it out.",
    );
  return 1;
}

function checkTargets(given: unknown, count: number, shape: readonly number[], name: string): Targets {
  const targets = plainObject(given, { code: "dataset.targets", what: `${name}: the targets` });
  const kind = oneOf(targets.kind, ["classes", "values"], {
    code: "dataset.targets",
    what: `${name}: the kind of the targets`,
  });
  return kind === "classes" ? checkClasses(targets, count, shape, name) : checkValues(targets, count, name);
}

function checkClasses(
  targets: Record<string, unknown>,
  count: number,
  shape: readonly number[],
  name: string,
): ClassTargets {
  const classes = positiveInteger(targets.classes, { code: "dataset.classes", what: `${name}: the number of classes` });
  const given = targets.labels;
  if (!(Array.isArray(given) || isLabels(given)))
    return refuse(
      "dataset.labels",
      `${name}: the labels must be an array, a Uint8Array, a Uint16Array or an Int32Array`,
      show(given),
      "Convert them first.",
    );
  const steps = shape.length === 2 ? shape[0]! : 1;
  if (given.length !== count * steps) checkCount(given.length, count, "labels", name, steps);
  const each = given.length / count;
  for (let i = 0; i < given.length; i++) {
    const label: unknown = given[i];
    if (typeof label !== "number" || !Number.isInteger(label) || Object.is(label, -0) || label < 0 || label >= classes)
      refuse(
        "dataset.labels",
        `${name}: every label must be an integer from 0 to ${classes - 1}`,
        each === 1
          ? `${show(label)} at example ${i}`
          : `${show(label)} at step ${i % each} of example ${Math.floor(i / each)}`,
        "Correct the label, or give the right number of classes.",
      );
  }
  return { kind: "classes", labels: isLabels(given) ? given : packLabels(given, classes), classes };
}

/** Behind the end of a sequence nothing is asked for. */
function checkPaddedLabels({ labels }: ClassTargets, lengths: Uint32Array, name: string): void {
  const each = labels.length / lengths.length;
  if (each === 1) return;
  const wrong = labels.findIndex((label, i) => label !== 0 && i % each >= lengths[Math.floor(i / each)]!);
  if (wrong >= 0)
    refuse(
      "dataset.labels",
      `${name}: the labels behind the end of a sequence must be 0`,
      `${labels[wrong]} at step ${wrong % each} of example ${Math.floor(wrong / each)}`,
      "Fill them with zeros, or correct the length.",
    );
}

function isLabels(value: unknown): value is Labels {
  return value instanceof Uint8Array || value instanceof Uint16Array || value instanceof Int32Array;
}

function packLabels(labels: readonly number[], classes: number): Labels {
  const Packed = classes <= 2 ** 8 ? Uint8Array : classes <= 2 ** 16 ? Uint16Array : Int32Array;
  return Packed.from(labels);
}

function checkValues(targets: Record<string, unknown>, count: number, name: string): ValueTargets {
  const size = positiveInteger(targets.size, { code: "dataset.targets", what: `${name}: the number of values` });
  const { values } = targets;
  if (!(values instanceof Float32Array))
    return refuse(
      "dataset.targets",
      `${name}: target values must be a Float32Array`,
      show(values),
      "Convert them first.",
    );
  checkCount(values.length / size, count, `targets of ${size}`, name);
  checkFinite("dataset.targets", values, size, `${name}: every target value`);
  return { kind: "values", values, size };
}

function checkCount(received: number, count: number, what: string, name: string, steps = 1): void {
  if (received !== count)
    refuse(
      "dataset.length",
      `${name}: there must be as many targets as examples, ${count}${steps === 1 ? "" : `, or as steps of them, ${count * steps}`}`,
      `${received} ${what}`,
      "Check that features and targets belong together.",
    );
}

function checkFinite(code: ErrorCode, values: Float32Array, size: number, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      refuse(
        code,
        `${what} must be a finite float32 number`,
        `${values[i]} at place ${i % size} of example ${Math.floor(i / size)}`,
        "Correct or remove that example.",
      );
  }
}

function refuse(code: ErrorCode, expected: string, received: string, next: string): never {
  throw new NndlError(code, { received, expected, next });
}
