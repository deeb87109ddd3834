// Rows, and grids: an example's values as [row][column][channel], channels padded to four, perhaps with margins of zeros.
import { slope } from "./activations.ts";
import { COLUMN, columnOf, putColumn } from "./dense-op.ts";
import { count } from "./frame.ts";
import { shareFrom, shareTo } from "./threads.ts";
import { firstLanes } from "./vectors.ts";

/** A grid's extents, and the bytes between its columns, rows and examples; written once by grid.ts of the engine. */
@unmanaged
export class Grid {
  channels: i32;
  height: i32;
  width: i32;
  column: i32;
  row: i32;
  stride: i32;
}

@unmanaged
export class GridOp {
  code: i32;
  grid: Grid;
  /** The first channel of the first example's first pixel. */
  address: usize;
  /** Rows of floats in the order channel, row, column. */
  plain: usize;
  plainStride: i32;
}

export function gridFromPlain(op: GridOp): void {
  const grid = op.grid;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    let from = op.plain + <usize>i * op.plainStride;
    const home = op.address + <usize>i * grid.stride;
    for (let c = 0; c < grid.channels; c++)
      for (let y = 0; y < grid.height; y++) {
        let at = home + <usize>(y * grid.row + (c << 2));
        for (let x = 0; x < grid.width; x++) {
          store<f32>(at, load<f32>(from));
          from += 4;
          at += grid.column;
        }
      }
  }
}

export function plainFromGrid(op: GridOp): void {
  const grid = op.grid;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    let target = op.plain + <usize>i * op.plainStride;
    const home = op.address + <usize>i * grid.stride;
    for (let c = 0; c < grid.channels; c++)
      for (let y = 0; y < grid.height; y++) {
        let at = home + <usize>(y * grid.row + (c << 2));
        for (let x = 0; x < grid.width; x++) {
          store<f32>(target, load<f32>(at));
          target += 4;
          at += grid.column;
        }
      }
  }
}

/**
 * Strips: for each column of positions, the inputs under it, row by row, so that all inputs of one position follow one
 * another. Worth it where a row of a kernel is short.
 */
@unmanaged
export class StripOp {
  code: i32;
  /** Rows and columns of grid pixels; a strip for each of `columns`, `columnStep` bytes apart in the grid. */
  source: usize;
  sourceStride: i32;
  sourceRow: i32;
  rows: i32;
  columns: i32;
  columnStep: i32;
  /** Floats of one row of a kernel. */
  run: i32;
  strips: usize;
  stripStride: i32;
}

export function makeStrips(op: StripOp): void {
  const run = (<usize>op.run) << 2;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    let at = op.strips + <usize>i * op.stripStride;
    for (let x = 0; x < op.columns; x++) {
      let from = op.source + <usize>i * op.sourceStride + <usize>x * op.columnStep;
      for (let y = 0; y < op.rows; y++) {
        // What is written too much, the next run overwrites.
        for (let k: usize = 0; k < run; k += 16) v128.store(at + k, v128.load(from + k));
        at += run;
        from += op.sourceRow;
      }
    }
  }
}

/** The errors of strips, added up where strips share an input: by strip, ascending. */
export function addStrips(op: StripOp): void {
  const run = (<usize>op.run) << 2;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const home = op.source + <usize>i * op.sourceStride;
    for (let at = home, end = home + op.sourceStride; at < end; at += 4) store<f32>(at, 0);
    let at = op.strips + <usize>i * op.stripStride;
    for (let x = 0; x < op.columns; x++) {
      let target = home + <usize>x * op.columnStep;
      for (let y = 0; y < op.rows; y++) {
        for (let k: usize = 0; k < run; k += 4) store<f32>(target + k, load<f32>(target + k) + load<f32>(at + k));
        at += run;
        target += op.sourceRow;
      }
    }
  }
}

/** Errors too small to change any weight become 0: with them, products would leave the range of normal numbers. */
// @inline
export function vanish(errors: v128): v128 {
  return v128.andnot(errors, f32x4.lt(f32x4.abs(errors), f32x4.splat(1e-30)));
}

@unmanaged
export class SlopeOp {
  code: i32;
  activation: i32;
  /** Activations and errors, in rows of the same `stride` bytes. */
  a: usize;
  delta: usize;
  stride: i32;
}

/** δ = ∂C/∂a · f′, in place. */
export function applySlope(op: SlopeOp): void {
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const start = <usize>i * op.stride;
    for (let at = start, end = start + op.stride; at < end; at += 16) {
      const error = v128.load(op.delta + at);
      v128.store(op.delta + at, vanish(f32x4.mul(error, slope(op.activation, v128.load(op.a + at)))));
    }
  }
}

@unmanaged
export class TransposeOp {
  code: i32;
  activation: i32;
  units: i32;
  a: usize;
  /** Rows of ∂C/∂a, with the same `stride` bytes as those of `a`. */
  errors: usize;
  stride: i32;
  delta: usize;
  deltaT: usize;
  rows: i32;
}

/** Rows of ∂C/∂a → δ of a fully connected layer, in panels and in columns. */
export function transposeErrors(op: TransposeOp): void {
  const span = (<usize>op.rows) << 6;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    for (let j = 0; j < op.units; j += 4) {
      const at = <usize>i * op.stride + ((<usize>j) << 2);
      const lanes = op.units - j;
      let error = v128.load(op.errors + at);
      if (lanes < 4) error = v128.and(error, firstLanes(lanes));
      error = vanish(f32x4.mul(error, slope(op.activation, v128.load(op.a + at))));
      v128.store(op.delta + <usize>(j >> 4) * span + ((<usize>i) << 6) + ((<usize>(j & 15)) << 2), error);
      putColumn(columnOf(op.deltaT, op.units, i) + <usize>j * COLUMN, error);
    }
  }
}
