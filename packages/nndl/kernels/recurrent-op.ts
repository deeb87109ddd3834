// What the kernels of recurrent layers are given.
import { PEEPHOLE_CELL } from "./generated/codes.ts";

@unmanaged
export class RecurrentOp {
  code: i32;
  /** Which kind of unit. */
  cell: i32;
  /** Of one direction; `padded` to a multiple of four. */
  units: i32;
  padded: i32;
  steps: i32;
  /** How many steps of each example of the mini-batch count (int32). */
  lengths: usize;
  /** Whether the last step comes first; whether every step's output goes on. */
  reversed: i32;
  every: i32;
  /** Rows of gates, and the bytes between them. Forward W x + b becomes what the gates say; back, that becomes δ. */
  gates: usize;
  gateRow: i32;
  /** Panels of the recurrent weights: forward from `units` to the gates, back from the gates to `units`. */
  weights: usize;
  /** Units in these panels, and inputs of each. */
  products: i32;
  inputs: i32;
  /** A row for each example: what the weights make of the step before, or of the step after. */
  product: usize;
  /** Rows of the output of the step before, and the bytes between them; rows of the memory, `padded` floats each. */
  before: usize;
  beforeRow: i32;
  memory: usize;
  /** The cell's own parameters, `padded` floats for each of them. */
  own: usize;
  /** Outputs, or their errors: bytes from a step to the next, and from an example to the next. */
  output: usize;
  outputRow: i32;
  outputExample: i32;
  /** Room for one number for each example. */
  list: usize;
  /** Going back, a row for each example: ∂C/∂memory, or what of ∂C/∂output does not come by the weights. */
  carry: usize;
  /** Rows of δ as it goes to the step before: those of the gates, but where the cell makes another of it. */
  recurrentErrors: usize;
  /**
   * What goes on from one mini-batch to the next: of each example three rows of `padded` floats, the last output, the last
   * memory, and the memory that this mini-batch began with. 0 where every sequence begins from nothing.
   */
  carried: usize;
  /** Rows of what the own parameters' gradients are sums of, so many floats each. */
  ownErrors: usize;
}

/** δ of all steps back to what the layer read there. */
@unmanaged
export class ToInputOp {
  code: i32;
  /** Rows of δ: so many units, and the bytes between two rows. */
  units: i32;
  errors: usize;
  errorRow: i32;
  /** Panels of the weights from these units to `inputs`. */
  weights: usize;
  inputs: i32;
  /** Rows of ∂C/∂input, with room for whole panels, and the bytes between them. */
  below: usize;
  belowRow: i32;
  /** Whether nothing else is done to them: then what is as good as 0 becomes 0. */
  last: i32;
}

/** Floats in a row of what the own parameters' gradients are sums of. */
export function ownFloats(op: RecurrentOp): i32 {
  return op.cell === PEEPHOLE_CELL ? 3 * op.padded : op.padded;
}
