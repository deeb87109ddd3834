import type { NndlError } from "../errors.ts";
import type { ActivationName, InitializerName } from "../functions/index.ts";
import type { Stream } from "../random/index.ts";

/** The shape of one example between two layers: [units], [steps, features] of a sequence, or channels × height × width. */
export type Shape = readonly number[];

/** Whether values of that shape are a sequence: the number of extents tells. */
export function isSequence(shape: Shape): boolean {
  return shape.length === 2;
}

/**
 * Whether values of one shape can go into a network whose input has another. A row of numbers has no shape of its own, and an
 * image can be read as a sequence of as many numbers, row by row; but an image or a sequence of another shape is another.
 */
export function takes(input: Shape, given: Shape): boolean {
  if (input.join() === given.join()) return true;
  const isFree = input.length === 1 || given.length === 1 || (isSequence(input) && !isSequence(given));
  return isFree && sizeOf(input) === sizeOf(given);
}

/** The number of values of one example of that shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** What every layer's spec has. A spec is plain JSON, complete: nothing about the layer is left to a default. */
export interface LayerSpecBase {
  readonly type: string;
  /** Applied to the layer's output; absent for layers that only rearrange. */
  readonly activation?: ActivationName | undefined;
}

/** What a layer applies to its output; one that names nothing applies nothing, which is called "linear". */
export function activationOf(spec: LayerSpecBase): ActivationName {
  return spec.activation ?? "linear";
}

/** One array of numbers that belong to the network. */
export interface ParameterSpec {
  /** "weights" or "biases"; unique in its layer. */
  readonly name: string;
  /** Its extents, [units, inputs] for example. */
  readonly shape: Shape;
  /** Standard deviation of the gaussian it starts from; 0 means that all start alike. */
  readonly deviation: number;
  /** The mean of that gaussian; 0 when absent. Several are those of equal parts, one after another. */
  readonly start?: number | readonly number[] | undefined;
  /** What is added to it on the diagonal of a matrix: an identity to begin with. Nothing when absent. */
  readonly diagonal?: number | undefined;
  /** Whether L1 and L2 regularization touch it: weights yes, biases no. */
  readonly regularized: boolean;
  /** The least that makes sense; any number does when absent. */
  readonly least?: number | undefined;
  /** False for what no gradient changes, such as running averages; absent for all else. */
  readonly trained?: false | undefined;
}

/** Whether gradients and an optimizer change a parameter. */
export function isTrained({ trained }: ParameterSpec): boolean {
  return trained !== false;
}

/** What a layer may know while it computes. */
export interface Pass {
  /** Number of examples in the mini-batch. */
  readonly count: number;
  /** False when the network is only used (no dropout then). */
  readonly training: boolean;
  /** Chance for this layer in this mini-batch alone: the same each time it is asked for, and never the same in another. */
  stream(name: string): Stream;
  /** What goes into the earlier layer that it reaches, one example after another; empty for one that reaches none. */
  readonly earlier: Float64Array;
  /**
   * How many steps of each example's sequence count, for a layer that takes sequences whole; those that follow are padding.
   * Undefined where all do.
   */
  readonly lengths?: Uint32Array | undefined;
  /** What a layer that carries something on begins with, and where it leaves what comes of it; undefined where it begins from nothing. */
  readonly carried?: Carried | undefined;
}

/** What goes on from one mini-batch to the next, by name: of each example `units` numbers, one after another. */
export interface Carried {
  readonly before: Values;
  /** To be written. */
  readonly after: Values;
}

/** A layer's parameters, or their gradients, by name, in float64. */
export type Values = Readonly<Record<string, Float64Array>>;

/** What a layer goes back with: what `forward` saw, δ, and where its answers belong. */
export interface BackwardArrays {
  readonly parameters: Values;
  /** What `forward` was given, one example after another. */
  readonly input: Float64Array;
  /** δ = ∂C/∂z of each example. */
  readonly delta: Float64Array;
  /** ∂C/∂parameters, summed over the mini-batch: to be added to. */
  readonly gradients: Values;
  /** ∂C/∂input of each example: to be written. */
  readonly inputError: Float64Array;
  /** ∂C/∂earlier of each example, as far as it comes by this layer: to be written. */
  readonly earlierError: Float64Array;
  readonly pass: Pass;
}

/**
 * A kind of layer: everything the library knows about it, apart from the kernels that make it fast.
 *
 * `forward` and `backward` are its readable float64 definition, without the activation, on a mini-batch of `count`
 * examples stored one after another.
 */
export interface LayerKind<Spec extends LayerSpecBase = LayerSpecBase> {
  /** Its name in a spec. */
  readonly type: Spec["type"];
  /** Checks a plain object and completes it; `where` names the layer in errors ("layer 2, dense"). */
  check(fields: Record<string, unknown>, defaults: LayerDefaults, where: string): Spec;
  /**
   * What it makes of a sequence. "each": it takes every step by itself, as if that were an example of its own, and sees the
   * shape of one step; "whole": it sees all of it. Absent for those that take none.
   */
  readonly sequences?: "each" | "whole" | undefined;
  /**
   * How many indices there are, from 0, for a kind whose inputs are these: it must be a network's first layer, for only data have
   * them. Absent for kinds that compute with their inputs.
   */
  indices?(spec: Spec): number;
  /**
   * What it can carry on from one stretch of a sequence to the next, and how many numbers of each; undefined for a layer that cannot,
   * as one that reads backward. Absent for kinds to which every step is the same.
   */
  carries?(spec: Spec): Readonly<Record<string, number>> | undefined;
  /** How many layers before it the layer is whose input it takes, too; absent for those that take nothing but their own. */
  reach?(spec: Spec): number;
  /**
   * The shape of its output, or an error that says what would fit; `before` are the shapes that go into the layers up to this
   * one, its own being the last.
   */
  outputShape(spec: Spec, input: Shape, where: string, before: readonly Shape[]): Shape;
  parameters(spec: Spec, input: Shape): readonly ParameterSpec[];
  /** Writes z, the layer's output before its activation. */
  forward(spec: Spec, shape: Shape, parameters: Values, input: Float64Array, z: Float64Array, pass: Pass): void;
  /** Given δ = ∂C/∂z adds the gradients of the parameters, and writes that of the input. */
  backward(spec: Spec, shape: Shape, arrays: BackwardArrays): void;
  /** Changes the parameters that no gradient changes, after each update; `input` is what that step's forward pass saw. */
  settle?(spec: Spec, shape: Shape, parameters: Values, input: Float64Array, pass: Pass): void;
  /** One line for people: "dense 30, sigmoid". */
  describe(spec: Spec): string;
  /** What the generated tests try: specs that must work (with an input shape), and specs that must be refused. */
  readonly samples: LayerSamples;
}

/** What a layer that does not say otherwise gets from its network. */
export interface LayerDefaults {
  /** How first weights are drawn. */
  readonly initializer: InitializerName;
}

/** Layers of a kind for tests of it: those that must work on their input, and those that must be refused with their code. */
export interface LayerSamples {
  /** Specs that must work on inputs of this shape. */
  readonly good: readonly {
    readonly spec: Record<string, unknown>;
    readonly input: Shape;
    /** What must stand between that input and the layer, for one that reaches over others. */
    readonly before?: readonly Record<string, unknown>[];
  }[];
  /** Specs that must be refused on inputs of this shape, with this code. */
  readonly bad: readonly {
    readonly spec: Record<string, unknown>;
    readonly input: Shape;
    readonly code: NndlError["code"];
  }[];
}
