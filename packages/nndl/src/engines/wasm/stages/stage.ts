import type { ActivationName } from "../../../functions/index.ts";
import type { Values } from "../grid.ts";
import type { Op } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";

/** What operations are for. */
export type Purpose = "train" | "gradients" | "training gradients" | "input gradients" | "evaluate" | "predict";

/** Whether layers behave as in training: dropout drops. */
export function inTraining(purpose: Purpose): boolean {
  return purpose === "train" || purpose === "training gradients";
}

/** Whether what going back needs must be kept. */
export function goesBack(purpose: Purpose): boolean {
  return purpose !== "evaluate" && purpose !== "predict";
}

/** Whether gradients of parameters are wanted. */
export function learns(purpose: Purpose): boolean {
  return goesBack(purpose) && purpose !== "input gradients";
}

/** Gradients of parameters: where they go; or, for an update in the same pass, nothing is stored. */
export interface GradientMemory {
  /** Whether plain SGD may change the weights at once. */
  readonly fused: boolean;
  addressOf(parameter: PackedParameter): number;
}

/** Where the errors of a stage's output go, and how they become what the stage itself wants to read. */
export interface ErrorMemory {
  /** Fields for kernels that write δ at once, slope included: of dense layers, and of the output. */
  direct(): DirectErrors;
  /** What must be done after such a kernel. */
  afterDirect(): readonly Op[];
  /** For other kernels: where they write ∂C/∂a, and what makes δ of it. */
  raw(): Values;
  afterRaw(): readonly Op[];
}

/** A place for errors as the dense kernels write them. */
export interface DirectErrors {
  readonly below: number;
  readonly belowT: number;
  readonly belowRow: number;
  readonly belowPanel: number;
  /** The activation whose slope belongs to it, with the rows of its values. */
  readonly activation: number;
  readonly input: number;
  readonly inputStride: number;
}

/** One or several layers as the engine computes them. */
export interface Stage {
  /** Of the first of its layers. */
  readonly index: number;
  readonly parameters: readonly PackedParameter[];
  /** How many rows each example has in its output, and in those of its operations that do not say otherwise. */
  readonly times: number;
  readonly output: Values;
  readonly errors: ErrorMemory;
  /** The activation of its output; the last stage's is left to the output operation. */
  readonly activation: ActivationName;
  /** Whether many values of the output are 0. */
  sparse(purpose: Purpose): boolean;
  /** From the input's values to the output's; `last` leaves the activation out. */
  forward(purpose: Purpose, last: boolean): readonly Op[];
  /** From its errors to the gradients of its parameters and, where `below` is given, to those errors. */
  backward(purpose: Purpose, below: ErrorMemory | undefined, gradients: GradientMemory): readonly Op[];
  /** Parameters whose update is not made in the same pass as their gradient, when that is asked for. */
  readonly unfused: readonly PackedParameter[];
  /** What follows an update of its parameters, or new ones. */
  afterUpdate(training: boolean): readonly Op[];
}
