// Embedding: rows of a table are looked up, and what their errors add up to. A thread owns columns of the table in the gradient, and
// each of them is a sum in the order of the rows that looked up: the number of threads changes no bit.
import { count } from "./frame.ts";
import { shareFrom, shareTo } from "./threads.ts";

@unmanaged
export class EmbeddingOp {
  code: i32;
  /** Rows of one index each, a whole number as a float. */
  input: usize;
  inputStride: i32;
  /** The table, or its gradient: so many rows of `width` floats, a multiple of four. */
  table: usize;
  indices: i32;
  width: i32;
  /** Rows of what was looked up, or of its errors. */
  rows: usize;
  rowStride: i32;
  /** Going back: rows of the errors of the indices. */
  below: usize;
  belowStride: i32;
}

// @inline
function rowAt(op: EmbeddingOp, i: i32): usize {
  const index = <i32>load<f32>(op.input + <usize>i * op.inputStride);
  return op.table + ((<usize>index * op.width) << 2);
}

export function embeddingForward(op: EmbeddingOp): void {
  const bytes = (<usize>op.width) << 2;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const from = rowAt(op, i);
    const target = op.rows + <usize>i * op.rowStride;
    for (let at: usize = 0; at < bytes; at += 16) v128.store(target + at, v128.load(from + at));
  }
}

export function embeddingGradient(op: EmbeddingOp): void {
  const quads = op.width >> 2;
  const first = (<usize>shareFrom(quads)) << 4;
  const end = (<usize>shareTo(quads)) << 4;
  for (let index = 0; index < op.indices; index++) {
    const row = op.table + ((<usize>index * op.width) << 2);
    for (let at = first; at < end; at += 16) v128.store(row + at, f32x4.splat(0));
  }
  for (let i = 0; i < count; i++) {
    const sum = rowAt(op, i);
    const errors = op.rows + <usize>i * op.rowStride;
    for (let at = first; at < end; at += 16)
      v128.store(sum + at, f32x4.add(v128.load(sum + at), v128.load(errors + at)));
  }
}

/** Nothing changes with an index. */
export function embeddingBackward(op: EmbeddingOp): void {
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++)
    v128.store(op.below + <usize>i * op.belowStride, f32x4.splat(0));
}
