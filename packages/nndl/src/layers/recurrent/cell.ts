/** What recurrent layers are made of: the arithmetic of one step, forward and back, which is all in which they differ. */
import type { ParameterSpec, Values } from "../layer.ts";

/** One step of one example on its way forward. All arrays of gates have the gates one after another, `units` numbers each. */
export interface Step {
  readonly units: number;
  /** The cell's own parameters, apart from the two matrices and the biases. */
  readonly own: Values;
  /** W x + b, what the input brings. */
  readonly input: Float64Array;
  /** U h, what the output of the step before brings. */
  readonly recurrent: Float64Array;
  /** The output and the memory of the step before. */
  readonly outputBefore: Float64Array;
  readonly memoryBefore: Float64Array;
  /** To be written: the gates' values, the memory and the output. */
  readonly gates: Float64Array;
  readonly memory: Float64Array;
  readonly output: Float64Array;
}

/** The same step on the way back. */
export interface StepBack extends Step {
  /** ∂C/∂output, and ∂C/∂memory as far as it comes from the steps after. */
  readonly outputError: Float64Array;
  readonly memoryError: Float64Array;
  /** To be written: ∂C/∂input and ∂C/∂recurrent. */
  readonly inputError: Float64Array;
  readonly recurrentError: Float64Array;
  /** To be written: the part of ∂C/∂outputBefore that does not come by `recurrent`, and ∂C/∂memoryBefore. */
  readonly outputBeforeError: Float64Array;
  readonly memoryBeforeError: Float64Array;
  /** ∂C/∂own: to be added to. */
  readonly ownGradients: Values;
}

/** The numbers of a layer as its cell sees it. */
export interface CellSize {
  readonly units: number;
  readonly inputs: number;
}

/** A kind of recurrent unit, for a layer's spec. */
export interface Cell<Spec> {
  /** The names of its gates; each has `units` rows in the matrices. */
  gates(spec: Spec): readonly string[];
  /** Where the biases of each gate start from, beside the initializer's: 0 for all when absent. */
  biasStart?(spec: Spec): readonly number[];
  /** The diagonal that the recurrent weights start with, instead of being drawn; they are drawn when absent. */
  diagonal?(spec: Spec): number | undefined;
  /** Whether it has a memory besides its output. */
  readonly remembers?: true;
  /** Its own parameters; none when absent. */
  own?(spec: Spec): readonly ParameterSpec[];
  forward(spec: Spec, step: Step): void;
  backward(spec: Spec, step: StepBack): void;
}
