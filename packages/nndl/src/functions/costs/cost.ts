import type { Activation } from "../activations/index.ts";

/** One example's output layer: the weighted inputs z, the activations a = f(z), and f itself. */
export interface Output {
  readonly activation: Activation;
  readonly z: Float64Array;
  readonly a: Float64Array;
}

/**
 * A cost compares one example's output with its target y; the cost of a data set is the mean over its examples.
 *
 * It takes z as well as a, so that it can be computed without log 0 and without 0/0 where an output saturates.
 * Float64 and readable: this is what the fast kernels are tested against.
 */
export interface Cost {
  readonly name: string;
  readonly formula: string;
  readonly source: string;
  /** The activations of the output layer for which it is defined. */
  readonly outputs: readonly string[];
  /** C for one example. */
  value(output: Output, y: Float64Array): number;
  /** Writes the output error δ = ∂C/∂z for one example, by the simplified formula where there is one (a − y). */
  outputError(output: Output, y: Float64Array, delta: Float64Array): void;
  /** Writes how δ changes where z moves along a direction: ∂²C/∂z² · direction. */
  curvature(output: Output, y: Float64Array, direction: Float64Array, out: Float64Array): void;
}
