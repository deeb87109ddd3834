// What a fully connected layer's kernels are given, and what becomes of a gradient.
import { frame, rate } from "./frame.ts";

@unmanaged
export class DenseOp {
  code: i32;
  inputs: i32;
  units: i32;
  weights: usize;
  biases: usize;
  /** Input rows: floats with `inputStride` floats each, or entries when `lengths` is not 0. */
  input: usize;
  inputStride: i32;
  lengths: usize;
  output: usize;
  outputStride: i32;
  /** Which activation (0 none) is applied to the output, or belongs to the layer below when errors go back. */
  activation: i32;
  /** δ of this layer in panels, and in columns. */
  delta: usize;
  deltaT: usize;
  /** Examples that fit into δ: of so many, a panel holds 16 units. */
  rows: i32;
  /** For the gradient: bytes from one example's 16 units to the next example's, and to its next 16, in `delta`. */
  deltaRow: i32;
  deltaPanel: i32;
  /** δ of the layer below, or its ∂C/∂a when `activation` is 0; 0 when not wanted in that form. */
  below: usize;
  belowT: usize;
  /** Bytes from one example's 16 units to the next example's, and to its next 16, in `below`. */
  belowRow: i32;
  belowPanel: i32;
  /** Gradients, laid out as weights and biases; not touched when `fused`. */
  weightGradient: usize;
  biasGradient: usize;
  /** Whether the update by plain SGD is made at once, without storing a gradient. */
  fused: i32;
  /** Where sums wait between two blocks of many rows, laid out as the weights; 0 where all rows are added up at once. */
  sums: usize;
  /**
   * Memory in which each thread transposes packed entries, or weights going back, or gathers inputs for the gradient, and how
   * much of it each has; 0 where inputs are not to be gathered.
   */
  transposed: usize;
  transposedBytes: i32;
  /** Whether two threads should share the inputs: worth it for many weights that change between two visits. */
  pairs: i32;
}

export const PANEL: usize = 64;

// @inline
export function panels(units: i32): i32 {
  return (units + 15) >> 4;
}

/** Bytes from one unit's errors to the next one's, in columns. */
export const COLUMN: usize = 32;

/**
 * Where, in columns, the error of an example lies to the first unit. The errors of eight examples to one unit lie together, and
 * then those to the next unit: going back reads them one after another.
 */
// @inline
export function columnOf(columns: usize, units: i32, i: i32): usize {
  return columns + ((<usize>((i >> 3) * panels(units))) << 9) + ((<usize>(i & 7)) << 2);
}

/** An example's errors to four units, in columns. */
// @inline
export function putColumn(column: usize, errors: v128): void {
  v128.store_lane<f32>(column, errors, 0);
  v128.store_lane<f32>(column + COLUMN, errors, 1);
  v128.store_lane<f32>(column + COLUMN * 2, errors, 2);
  v128.store_lane<f32>(column + COLUMN * 3, errors, 3);
}

/** w ← w·keep − shrink·sgn(w) + rate·g, for four weights; rate is −η/m. */
// @inline
export function updated(w: v128, g: v128, keep: v128, shrink: v128, step: v128): v128 {
  const zero = f32x4.splat(0);
  const sign = f32x4.sub(v128.and(f32x4.gt(w, zero), f32x4.splat(1)), v128.and(f32x4.lt(w, zero), f32x4.splat(1)));
  return f32x4.add(f32x4.sub(f32x4.mul(w, keep), f32x4.mul(shrink, sign)), f32x4.mul(step, g));
}

/** Stores 16 gradients, or updates their weights with them. */
// @inline
export function deliver(op: DenseOp, offset: usize, g0: v128, g1: v128, g2: v128, g3: v128): void {
  if (op.fused) {
    const w = op.weights + offset;
    const step = f32x4.splat(rate);
    const keep = f32x4.splat(frame.keep);
    if (frame.shrink !== 0) {
      const shrink = f32x4.splat(frame.shrink);
      v128.store(w, updated(v128.load(w), g0, keep, shrink, step));
      v128.store(w, updated(v128.load(w, 16), g1, keep, shrink, step), 16);
      v128.store(w, updated(v128.load(w, 32), g2, keep, shrink, step), 32);
      v128.store(w, updated(v128.load(w, 48), g3, keep, shrink, step), 48);
    } else {
      v128.store(w, f32x4.add(f32x4.mul(v128.load(w), keep), f32x4.mul(step, g0)));
      v128.store(w, f32x4.add(f32x4.mul(v128.load(w, 16), keep), f32x4.mul(step, g1)), 16);
      v128.store(w, f32x4.add(f32x4.mul(v128.load(w, 32), keep), f32x4.mul(step, g2)), 32);
      v128.store(w, f32x4.add(f32x4.mul(v128.load(w, 48), keep), f32x4.mul(step, g3)), 48);
    }
  } else {
    const g = op.weightGradient + offset;
    v128.store(g, g0);
    v128.store(g, g1, 16);
    v128.store(g, g2, 32);
    v128.store(g, g3, 48);
  }
}
