// Softmax needs a whole row of units at once, so it is an operation of its own after a layer and, going back, below one.
import { COLUMN, columnOf } from "./dense-op.ts";
import { count } from "./frame.ts";
import { Grid } from "./grid.ts";
import { exp1 } from "./math.ts";
import { shareFrom, shareTo } from "./threads.ts";

@unmanaged
export class SoftmaxOp {
  code: i32;
  units: i32;
  /** Rows of weighted inputs, which become activations in place. */
  a: usize;
  stride: i32;
  /** ∂C/∂a in panels, which becomes δ = ∂C/∂z in place, and is written in columns too. */
  delta: usize;
  deltaT: usize;
  rows: i32;
}

// @inline
export function at(row: usize, j: i32): f32 {
  return load<f32>(row + ((<usize>j) << 2));
}

// @inline
export function put(row: usize, j: i32, value: f32): void {
  store<f32>(row + ((<usize>j) << 2), value);
}

/** The index of the largest; of equal ones the first. */
export function largest(row: usize, units: i32): i32 {
  let best = 0;
  for (let j = 1; j < units; j++) if (at(row, j) > at(row, best)) best = j;
  return best;
}

/** a_j = e^{z_j} / Σ e^{z_k}, in place; the largest z is taken away first, so that nothing overflows. */
export function softmax(row: usize, units: i32): void {
  const top = at(row, largest(row, units));
  let total: f32 = 0;
  for (let j = 0; j < units; j++) {
    const e = exp1(at(row, j) - top);
    put(row, j, e);
    total += e;
  }
  for (let j = 0; j < units; j++) put(row, j, at(row, j) / total);
}

/** δ_j = a_j (∂C/∂a_j − Σ_k a_k ∂C/∂a_k). */
export function softmaxBackward(op: SoftmaxOp): void {
  const span = (<usize>op.rows) << 6;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const a = op.a + ((<usize>(i * op.stride)) << 2);
    const panel = op.delta + ((<usize>i) << 6);
    const column = columnOf(op.deltaT, op.units, i);
    let mean: f32 = 0;
    for (let j = 0; j < op.units; j++) mean += at(a, j) * at(panel + <usize>(j >> 4) * span, j & 15);
    for (let j = 0; j < op.units; j++) {
      const home = panel + <usize>(j >> 4) * span;
      const error = at(a, j) * (at(home, j & 15) - mean);
      put(home, j & 15, error);
      store<f32>(column + <usize>j * COLUMN, error);
    }
  }
}

@unmanaged
export class GridSoftmaxOp {
  code: i32;
  grid: Grid;
  a: usize;
  /** Errors, laid out as `a`. */
  delta: usize;
}

/** A softmax over all values of an example that lie in a grid, in place. */
export function gridSoftmax(op: GridSoftmaxOp): void {
  const grid = op.grid;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const home = op.a + <usize>i * grid.stride;
    let top = at(home, 0);
    for (let y = 0; y < grid.height; y++)
      for (let x = 0; x < grid.width; x++)
        for (let c = 0; c < grid.channels; c++) top = max(top, at(home + <usize>(y * grid.row + x * grid.column), c));
    let total: f32 = 0;
    for (let y = 0; y < grid.height; y++)
      for (let x = 0; x < grid.width; x++) {
        const pixel = home + <usize>(y * grid.row + x * grid.column);
        for (let c = 0; c < grid.channels; c++) {
          const e = exp1(at(pixel, c) - top);
          put(pixel, c, e);
          total += e;
        }
      }
    for (let y = 0; y < grid.height; y++)
      for (let x = 0; x < grid.width; x++) {
        const pixel = home + <usize>(y * grid.row + x * grid.column);
        for (let c = 0; c < grid.channels; c++) put(pixel, c, at(pixel, c) / total);
      }
  }
}

/** δ_j = a_j (∂C/∂a_j − Σ_k a_k ∂C/∂a_k), in place. */
export function gridSoftmaxBackward(op: GridSoftmaxOp): void {
  const grid = op.grid;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const home = <usize>i * grid.stride;
    let mean: f32 = 0;
    for (let y = 0; y < grid.height; y++)
      for (let x = 0; x < grid.width; x++) {
        const pixel = home + <usize>(y * grid.row + x * grid.column);
        for (let c = 0; c < grid.channels; c++) mean += at(op.a + pixel, c) * at(op.delta + pixel, c);
      }
    for (let y = 0; y < grid.height; y++)
      for (let x = 0; x < grid.width; x++) {
        const pixel = home + <usize>(y * grid.row + x * grid.column);
        for (let c = 0; c < grid.channels; c++)
          put(op.delta + pixel, c, at(op.a + pixel, c) * (at(op.delta + pixel, c) - mean));
      }
  }
}
