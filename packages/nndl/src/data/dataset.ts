import { integer } from "../check.ts";
import { NndlError } from "../errors.ts";
import { checkParts, type DatasetParts, type Labels, type TargetKind, type Targets, targetSizeOf } from "./parts.ts";
import type { Preparation } from "./preparation.ts";

export type { ClassTargets, DatasetParts, Labels, TargetKind, Targets, ValueTargets } from "./parts.ts";

/** Only this file has it, so only this file can make a data set without checking every number again. */
const alreadyChecked = Symbol("already checked");

/**
 * Examples to learn from: inputs of one shape, each with a class (`Dataset<"classes">`; of a sequence, one for each step may
 * be) or with numbers (`Dataset<"values">`) as its target. Never changes; `take` and `slice` share memory with the whole.
 *
 * @throws NndlError "dataset.*" when there is no example, lengths do not match, a label is fractional or not below
 *   `classes`, or a number is not finite
 * @example
 * const xor = new Dataset({
 *   shape: [2],
 *   features: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1),
 *   targets: { kind: "classes", labels: [0, 1, 1, 0], classes: 2 },
 * });
 */
export class Dataset<Kind extends TargetKind = TargetKind> {
  readonly name: string;
  /** The number of examples, at least 1. */
  readonly count: number;
  /** The shape of one example. */
  readonly shape: readonly number[];
  /** The number of features of one example: the product of the shape. */
  readonly size: number;
  readonly features: Uint8Array | Float32Array;
  /** What a stored feature is multiplied by: 1 for float features. A float32 number. */
  readonly scale: number;
  readonly targets: Targets<Kind>;
  /** How the inputs were made and what the targets stand for, where that is known; a network that learns from them keeps it. */
  readonly preparation: Preparation | undefined;
  /** How much each example counts in training; undefined where all count alike. What is measured does not go by it. */
  readonly weights: Float32Array | undefined;
  /** How many steps of each sequence count; undefined where all do, and where examples are no sequences. */
  readonly lengths: Uint32Array | undefined;

  constructor(parts: DatasetParts<Kind>, checked?: typeof alreadyChecked) {
    const { name, shape, features, scale, targets, preparation, weights, lengths } =
      checked === alreadyChecked ? (parts as ReturnType<typeof checkParts>) : checkParts(parts);
    this.name = name;
    this.shape = shape;
    this.size = shape.reduce((product, extent) => product * extent, 1);
    this.count = features.length / this.size;
    this.features = features;
    this.scale = scale;
    this.targets = targets as Targets<Kind>;
    this.preparation = preparation;
    this.weights = weights;
    this.lengths = lengths;
    Object.freeze(this);
  }

  /** The length of one target as a vector: the number of values, or of classes for each label of an example. */
  get targetSize(): number {
    return targetSizeOf(this.targets) * (this.targets.kind === "classes" ? this.labelsEach : 1);
  }

  /** How many labels an example has: one, or one for each step of a sequence; none where targets are values. */
  get labelsEach(): number {
    return this.targets.kind === "classes" ? this.targets.labels.length / this.count : 0;
  }

  /** How many answers a network is asked for: one for each example, or one for each step that counts where these have labels. */
  get answerCount(): number {
    const { labelsEach, lengths, count } = this;
    if (labelsEach <= 1) return count;
    return lengths === undefined ? count * labelsEach : lengths.reduce((sum, length) => sum + length, 0);
  }

  /**
   * The first n examples, in shared memory.
   *
   * @throws NndlError "dataset.take" unless n is an integer from 1 to `count`
   */
  take(n: number): Dataset<Kind> {
    integer(n, { code: "dataset.take", what: `${this.name}: the number of examples` }, { min: 1, max: this.count });
    return this.slice(0, n);
  }

  /**
   * The examples from `from` up to, but without, `to`, in shared memory.
   *
   * @throws NndlError "dataset.slice" unless 0 ≤ from < to ≤ count
   */
  slice(from: number, to: number = this.count): Dataset<Kind> {
    integer(to, { code: "dataset.slice", what: `${this.name}: the end of a slice` }, { min: 1, max: this.count });
    integer(from, { code: "dataset.slice", what: `${this.name}: the start of a slice` }, { min: 0, below: to });
    return this.#with(
      this.features.subarray(from * this.size, to * this.size),
      this.targets.kind === "classes"
        ? { ...this.targets, labels: this.targets.labels.subarray(from * this.labelsEach, to * this.labelsEach) }
        : { ...this.targets, values: this.targets.values.subarray(from * this.targets.size, to * this.targets.size) },
      this.weights?.subarray(from, to),
      this.lengths?.subarray(from, to),
    );
  }

  /**
   * The examples at the given places, in the given order, copied. A place may come more than once.
   *
   * @throws NndlError "dataset.index" when there is no such place, or none is asked for
   */
  pick(indices: ArrayLike<number>): Dataset<Kind> {
    if (indices.length === 0)
      throw new NndlError("dataset.index", {
        problem: `${this.name}: no example was chosen`,
        next: "Give one or more indices.",
      });
    const places = Array.from(indices, (index) => this.#place(index));
    return this.#with(
      gather(this.features, places, this.size),
      this.targets.kind === "classes"
        ? { ...this.targets, labels: gather(this.targets.labels, places, this.labelsEach) }
        : { ...this.targets, values: gather(this.targets.values, places, this.targets.size) },
      this.weights && gather(this.weights, places, 1),
      this.lengths && gather(this.lengths, places, 1),
    );
  }

  /** The features of example i as numbers, each stored feature × `scale` rounded to float32. A copy. */
  input(i: number): Float32Array {
    const start = this.#place(i) * this.size;
    const input = Float32Array.from(this.features.subarray(start, start + this.size));
    if (this.scale !== 1) for (let j = 0; j < input.length; j++) input[j]! *= this.scale;
    return input;
  }

  /** The target of example i as a vector: 1 at its class and 0 elsewhere (for each step that has a label), or its values. A copy. */
  target(i: number): Float32Array {
    const place = this.#place(i);
    if (this.targets.kind === "values") {
      const { values, size } = this.targets;
      return values.slice(place * size, (place + 1) * size);
    }
    const { labels, classes } = this.targets;
    const each = this.labelsEach;
    const oneHot = new Float32Array(each * classes);
    for (let t = 0; t < each; t++) oneHot[t * classes + labels[place * each + t]!] = 1;
    return oneHot;
  }

  /**
   * The class of example i.
   *
   * @throws NndlError "dataset.label" where the targets are values, or every step has a class
   */
  label(i: number): number {
    const place = this.#place(i);
    if (this.labelsEach > 1)
      throw new NndlError("dataset.label", {
        problem: `${this.name} has a class at each of ${this.labelsEach} steps, and none for a whole example`,
        next: "Use labels(i) instead.",
      });
    return this.#classes(place)[0]!;
  }

  /**
   * The classes of example i, one for each step that counts; of an example with one class, that one. A copy.
   *
   * @throws NndlError "dataset.label" where the targets are values
   */
  labels(i: number): Labels {
    const place = this.#place(i);
    const labels = this.#classes(place);
    return this.labelsEach > 1 ? labels.slice(0, this.lengths?.[place]) : labels.slice();
  }

  #classes(place: number): Labels {
    if (this.targets.kind === "values")
      throw new NndlError("dataset.label", {
        problem: `${this.name} has no labels: its targets are values, not classes`,
        next: "Use target(i) instead.",
      });
    return this.targets.labels.subarray(place * this.labelsEach, (place + 1) * this.labelsEach);
  }

  #place(i: number): number {
    return integer(i, { code: "dataset.index", what: `${this.name}: an index` }, { min: 0, below: this.count });
  }

  #with(
    features: Uint8Array | Float32Array,
    targets: Targets,
    weights: Float32Array | undefined,
    lengths: Uint32Array | undefined,
  ): Dataset<Kind> {
    const { name, shape, scale, preparation } = this;
    return new Dataset(
      { name, shape, features, scale, targets, preparation, weights, lengths },
      alreadyChecked,
    ) as Dataset<Kind>;
  }
}

type AnyArray = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array;

/** Rows of `size` elements, at the given places, one after another. */
function gather<T extends AnyArray>(source: T, places: readonly number[], size: number): T {
  const gathered = new (source.constructor as new (length: number) => T)(places.length * size);
  // A short row is copied sooner than a view of it is made.
  const isShort = size <= 64;
  for (let row = 0; row < places.length; row++) {
    const [from, to] = [places[row]! * size, row * size];
    if (isShort) for (let i = 0; i < size; i++) gathered[to + i] = source[from + i]!;
    else gathered.set(source.subarray(from, from + size), to);
  }
  return gathered;
}
