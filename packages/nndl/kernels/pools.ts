// Pooling on its own: the mean, the root of the sum of squares, or the largest of each window, all channels of a window
// side by side. (Max-pooling right after a convolution is part of the convolution.)
import { activated } from "./activations.ts";
import { count } from "./frame.ts";
import { AVERAGE, L2, MAX } from "./generated/codes.ts";
import { Grid } from "./grid.ts";
import { shareFrom, shareTo } from "./threads.ts";
import { firstLanes } from "./vectors.ts";

@unmanaged
export class PoolOp {
  code: i32;
  rule: i32;
  windowHeight: i32;
  windowWidth: i32;
  /** Steps between windows, in rows and columns. */
  rowStep: i32;
  columnStep: i32;
  from: Grid;
  input: usize;
  to: Grid;
  output: usize;
  /** One for each channel, added after pooling; 0: none. */
  biases: usize;
  activation: i32;
  /** ∂C/∂output, laid out as the output; ∂C/∂input, as the input. */
  delta: usize;
  below: usize;
  biasGradient: usize;
}

// @inline
function windowAt(op: PoolOp, base: usize, example: i32, y: i32, x: i32): usize {
  const grid = op.from;
  return base + <usize>example * grid.stride + <usize>(y * op.rowStep * grid.row + x * op.columnStep * grid.column);
}

/** The pooled value of a window's four channels at `at`. */
function pooled(op: PoolOp, at: usize): v128 {
  const grid = op.from;
  let value = f32x4.splat(0);
  let strange = f32x4.splat(0);
  for (let v = 0; v < op.windowHeight; v++) {
    let from = at + <usize>v * grid.row;
    for (let u = 0; u < op.windowWidth; u++) {
      const a = v128.load(from);
      if (op.rule === L2) value = f32x4.add(value, f32x4.mul(a, a));
      else if (op.rule === AVERAGE) value = f32x4.add(value, a);
      else if (u === 0 && v === 0) value = a;
      else value = v128.bitselect(a, value, f32x4.gt(a, value));
      // a − a is 0 for a finite a and NaN for any other: the largest of numbers of which one is lost is lost, too.
      strange = f32x4.add(strange, f32x4.sub(a, a));
      from += grid.column;
    }
  }
  if (op.rule === L2) return f32x4.sqrt(value);
  if (op.rule === AVERAGE) return f32x4.div(value, f32x4.splat(<f32>(op.windowHeight * op.windowWidth)));
  return v128.bitselect(value, f32x4.splat(NaN), f32x4.eq(strange, f32x4.splat(0)));
}

export function poolForward(op: PoolOp): void {
  const to = op.to;
  for (let i = shareFrom(count), end = shareTo(count); i < end; i++)
    for (let y = 0; y < to.height; y++)
      for (let x = 0; x < to.width; x++) {
        const from = windowAt(op, op.input, i, y, x);
        const target = op.output + <usize>i * to.stride + <usize>(y * to.row + x * to.column);
        for (let c = 0; c < to.channels; c += 4) {
          const at = (<usize>c) << 2;
          let value = pooled(op, from + at);
          if (op.biases !== 0) value = f32x4.add(value, v128.load(op.biases + at));
          if (op.activation !== 0) value = activated(op.activation, value);
          if (c + 4 > to.channels) value = v128.and(value, firstLanes(to.channels - c));
          v128.store(target + at, value);
        }
      }
}

/** ∂C/∂input, window by window; `below` is cleared first, for windows may overlap or leave inputs out. */
export function poolBackward(op: PoolOp): void {
  const to = op.to;
  const from = op.from;
  for (let i = shareFrom(count), end = shareTo(count); i < end; i++) {
    for (let y = 0; y < from.height; y++) {
      const row = op.below + <usize>i * from.stride + <usize>(y * from.row);
      for (let at: usize = 0, bytes = <usize>(from.width * from.column); at < bytes; at += 16)
        v128.store(row + at, f32x4.splat(0));
    }
    for (let y = 0; y < to.height; y++)
      for (let x = 0; x < to.width; x++) {
        const error = op.delta + <usize>i * to.stride + <usize>(y * to.row + x * to.column);
        for (let c = 0; c < to.channels; c += 4) {
          const at = (<usize>c) << 2;
          toWindow(
            op,
            windowAt(op, op.input, i, y, x) + at,
            windowAt(op, op.below, i, y, x) + at,
            v128.load(error + at),
          );
        }
      }
  }
}

function toWindow(op: PoolOp, from: usize, below: usize, error: v128): void {
  const grid = op.from;
  const zero = f32x4.splat(0);
  let value = zero;
  if (op.rule !== AVERAGE) value = pooled(op, from);
  else error = f32x4.div(error, f32x4.splat(<f32>(op.windowHeight * op.windowWidth)));
  // The root of 0 has no slope; its inputs get no error.
  const rooted = op.rule === L2 ? f32x4.ne(value, zero) : zero;
  let open = i32x4.splat(-1);
  for (let v = 0; v < op.windowHeight; v++)
    for (let u = 0; u < op.windowWidth; u++) {
      const offset = <usize>(v * grid.row + u * grid.column);
      const a = v128.load(from + offset);
      let share = error;
      if (op.rule === L2) share = v128.and(f32x4.div(f32x4.mul(error, a), value), rooted);
      else if (op.rule === MAX) {
        const wins = v128.and(open, f32x4.eq(a, value));
        share = v128.and(error, wins);
        open = v128.andnot(open, wins);
      }
      v128.store(below + offset, f32x4.add(v128.load(below + offset), share));
    }
}

/** ∂C/∂b: errors summed over examples and windows. Items are quads of channels. */
export function poolBiasGradient(op: PoolOp): void {
  const to = op.to;
  const quads = (to.channels + 3) >> 2;
  for (let quad = shareFrom(quads), end = shareTo(quads); quad < end; quad++) {
    let sum = f32x4.splat(0);
    for (let i = 0; i < count; i++)
      for (let y = 0; y < to.height; y++) {
        let at = op.delta + <usize>i * to.stride + <usize>(y * to.row) + ((<usize>quad) << 4);
        for (let x = 0; x < to.width; x++) {
          sum = f32x4.add(sum, v128.load(at));
          at += to.column;
        }
      }
    v128.store(op.biasGradient + ((<usize>quad) << 4), sum);
  }
}

/** Copies a grid into another of the same channels: `rowStep` and `columnStep` say where in the other it begins. */
export function copyGrid(op: PoolOp): void {
  const from = op.from;
  const to = op.to;
  const shift = <usize>(op.rowStep * to.row + op.columnStep * to.column);
  for (let i = shareFrom(count), end = shareTo(count); i < end; i++)
    for (let y = 0; y < from.height; y++) {
      const source = op.input + <usize>i * from.stride + <usize>(y * from.row);
      const target = op.output + <usize>i * to.stride + <usize>(y * to.row) + shift;
      for (let x = 0; x < from.width; x++)
        for (let c = 0; c < from.channels; c += 4)
          v128.store(
            target + <usize>(x * to.column + (c << 2)),
            v128.load(source + <usize>(x * from.column + (c << 2))),
          );
    }
}

/** The way back of `copyGrid`: reads from where that wrote. */
export function copyBack(op: PoolOp): void {
  const from = op.from;
  const to = op.to;
  const shift = <usize>(op.rowStep * to.row + op.columnStep * to.column);
  for (let i = shareFrom(count), end = shareTo(count); i < end; i++)
    for (let y = 0; y < from.height; y++) {
      const target = op.below + <usize>i * from.stride + <usize>(y * from.row);
      const source = op.delta + <usize>i * to.stride + <usize>(y * to.row) + shift;
      for (let x = 0; x < from.width; x++)
        for (let c = 0; c < from.channels; c += 4)
          v128.store(
            target + <usize>(x * from.column + (c << 2)),
            v128.load(source + <usize>(x * to.column + (c << 2))),
          );
    }
}
