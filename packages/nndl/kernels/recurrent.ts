// Recurrent layers: each thread takes its share of the examples through all steps by itself, forward and back. What depends on
// the inputs alone (W x + b of all steps) was computed before, by the kernels of dense layers; what the gradients of the
// weights need is left in rows for them: the outputs of the steps before, and δ.
//
// Rows: one for each step of each example, example by example. A row of gates holds the gates one after another, each padded to
// four, all of them to a panel of 16 units. Every sum runs over its index in ascending order from +0, for each row by itself: so
// neither threads nor what other examples there are change a bit.
import { cellBackward, cellForward } from "./cells.ts";
import { PANEL } from "./dense-op.ts";
import { count } from "./frame.ts";
import { LSTM_CELL, PEEPHOLE_CELL } from "./generated/codes.ts";
import { vanish } from "./grid.ts";
import { ownFloats, RecurrentOp, ToInputOp } from "./recurrent-op.ts";
import { shareFrom, shareTo } from "./threads.ts";

// @inline
function lengthOf(op: RecurrentOp, example: i32): i32 {
  return load<i32>(op.lengths + ((<usize>example) << 2));
}

/** The row of an example's step number i, in the order in which it is read. */
// @inline
function rowOf(op: RecurrentOp, example: i32, i: i32): i32 {
  const t = op.reversed !== 0 ? lengthOf(op, example) - 1 - i : i;
  return example * op.steps + t;
}

/** Lists the examples that have a step number i; returns how many. */
function listAt(op: RecurrentOp, i: i32, from: i32, to: i32): i32 {
  let listed = 0;
  for (let example = from; example < to; example++)
    if (i < lengthOf(op, example)) store<i32>(op.list + ((<usize>(from + listed++)) << 2), example);
  return listed;
}

// @inline
function listed(op: RecurrentOp, from: i32, index: i32): i32 {
  return load<i32>(op.list + ((<usize>(from + index)) << 2));
}

export function recurrentForward(op: RecurrentOp): void {
  const from = shareFrom(count);
  const to = shareTo(count);
  const product = (<usize>op.products) << 2;
  for (let example = from; example < to; example++) {
    // Nothing came before the first step.
    clear(op.product + <usize>example * product, op.products);
    const first = op.before + <usize>rowOf(op, example, 0) * op.beforeRow;
    if (op.carried === 0) clear(first, op.padded);
    else goOn(op, example, first);
  }
  for (let i = 0; i < op.steps; i++) {
    const active = listAt(op, i, from, to);
    if (i > 0 || op.carried !== 0) multiplyListed(op, i, from, active, op.before, op.beforeRow);
    for (let n = 0; n < active; n++) {
      const example = listed(op, from, n);
      const row = rowOf(op, example, i);
      const next: usize =
        i + 1 < lengthOf(op, example) ? op.before + <usize>rowOf(op, example, i + 1) * op.beforeRow : <usize>0;
      const isGiven = op.every !== 0 || next === 0;
      cellForward(
        op,
        example,
        row,
        memoryBefore(op, example, i),
        next,
        isGiven ? outputAt(op, example, row) : <usize>0,
      );
    }
  }
  for (let example = from; example < to; example++) {
    clearPadding(op, example, true);
    if (op.carried !== 0) keep(op, example);
  }
}

/** What an example carries on. */
// @inline
function carriedAt(op: RecurrentOp, example: i32): usize {
  return op.carried + 3 * <usize>example * ((<usize>op.padded) << 2);
}

/** The memory before step number i; 0 where there was none. */
// @inline
function memoryBefore(op: RecurrentOp, example: i32, i: i32): usize {
  const bytes = (<usize>op.padded) << 2;
  if (i > 0) return op.memory + <usize>rowOf(op, example, i - 1) * bytes;
  return op.carried === 0 ? <usize>0 : carriedAt(op, example) + 2 * bytes;
}

/** Lets an example go on from where the mini-batch before left it. */
function goOn(op: RecurrentOp, example: i32, first: usize): void {
  const bytes = (<usize>op.padded) << 2;
  const carried = carriedAt(op, example);
  memory.copy(first, carried, bytes);
  memory.copy(carried + 2 * bytes, carried + bytes, bytes);
}

/** Keeps what the next mini-batch goes on from. */
function keep(op: RecurrentOp, example: i32): void {
  const bytes = (<usize>op.padded) << 2;
  const carried = carriedAt(op, example);
  const last = rowOf(op, example, lengthOf(op, example) - 1);
  memory.copy(carried, outputAt(op, example, last), bytes);
  if (op.cell === LSTM_CELL || op.cell === PEEPHOLE_CELL)
    memory.copy(carried + bytes, op.memory + <usize>last * bytes, bytes);
}

/** Where an output goes, or its error lies. */
// @inline
function outputAt(op: RecurrentOp, example: i32, row: i32): usize {
  const t = op.every !== 0 ? row - example * op.steps : 0;
  return op.output + <usize>example * op.outputExample + <usize>t * op.outputRow;
}

export function recurrentBackward(op: RecurrentOp): void {
  const from = shareFrom(count);
  const to = shareTo(count);
  const padded = (<usize>op.padded) << 2;
  const product = (<usize>op.products) << 2;
  for (let example = from; example < to; example++) {
    clear(op.carry + <usize>example * padded, op.padded);
    clear(op.product + <usize>example * product, op.products);
  }
  for (let i = op.steps - 1; i >= 0; i--) {
    const active = listAt(op, i, from, to);
    for (let n = 0; n < active; n++) {
      const example = listed(op, from, n);
      const row = rowOf(op, example, i);
      const isGiven = op.every !== 0 || i + 1 === lengthOf(op, example);
      cellBackward(op, example, row, memoryBefore(op, example, i), isGiven ? outputAt(op, example, row) : <usize>0);
    }
    // The errors that the outputs of the steps before get by the weights.
    if (i > 0) multiplyListed(op, i, from, active, op.recurrentErrors, op.gateRow);
  }
  for (let example = from; example < to; example++) clearPadding(op, example, false);
}

function clear(at: usize, floats: i32): void {
  for (const end = at + ((<usize>floats) << 2); at < end; at += 16) v128.store(at, f32x4.splat(0));
}

/** The steps behind an example's end say nothing, and are to blame for nothing. */
function clearPadding(op: RecurrentOp, example: i32, forward: bool): void {
  for (let t = lengthOf(op, example); t < op.steps; t++) {
    const row = <usize>(example * op.steps + t);
    if (!forward) {
      clear(op.gates + row * op.gateRow, op.inputs);
      if (op.recurrentErrors !== op.gates) clear(op.recurrentErrors + row * op.gateRow, op.inputs);
      if (op.ownErrors !== 0) clear(op.ownErrors + row * ((<usize>ownFloats(op)) << 2), ownFloats(op));
    } else {
      clear(op.before + row * op.beforeRow, op.padded);
      if (op.every !== 0) clear(op.output + <usize>example * op.outputExample + <usize>t * op.outputRow, op.padded);
    }
  }
}

/** The listed examples' rows at step number i times the panels: two rows at a time, into the examples' rows of products. */
function multiplyListed(op: RecurrentOp, i: i32, from: i32, active: i32, rows: usize, stride: i32): void {
  const product = (<usize>op.products) << 2;
  const bytes = (<usize>op.inputs) << 2;
  for (let panel: usize = 0; panel < product; panel += PANEL) {
    const weights = op.weights + panel * <usize>op.inputs;
    for (let n = 0; n < active; n += 2) {
      const first = listed(op, from, n);
      // An odd last row is computed twice, into the same place.
      const second = n + 1 < active ? listed(op, from, n + 1) : first;
      const x = rows + <usize>rowOf(op, first, i) * stride;
      const y = rows + <usize>rowOf(op, second, i) * stride;
      twoRows(
        weights,
        x,
        y - x,
        bytes,
        op.product + <usize>first * product + panel,
        op.product + <usize>second * product + panel,
      );
    }
  }
}

/** Rows that meet all panels before the next ones do. */
const ROWS: i32 = 32;

/** ∂C/∂x of all steps: two rows of δ at a time times the weights the other way round. */
export function recurrentToInput(op: ToInputOp): void {
  const bytes = (<usize>op.units) << 2;
  const width = ((<usize>op.inputs + 15) >> 4) << 6;
  for (let first = shareFrom(count), to = shareTo(count); first < to; first += ROWS) {
    const end = min(first + ROWS, to);
    for (let panel: usize = 0; panel < width; panel += PANEL) {
      const weights = op.weights + panel * <usize>op.units;
      for (let i = first; i < end; i += 2) {
        const x = op.errors + <usize>i * op.errorRow;
        const out = op.below + <usize>i * op.belowRow + panel;
        // An odd last row is computed twice, into the same place.
        const isPair = <usize>(i + 1 < end);
        const second = out + isPair * op.belowRow;
        twoRows(weights, x, isPair * op.errorRow, bytes, out, second);
        if (op.last === 0) continue;
        vanishAt(out);
        vanishAt(second);
      }
    }
  }
}

/** The errors of sixteen units. */
// @inline
function vanishAt(at: usize): void {
  v128.store(at, vanish(v128.load(at)));
  v128.store(at, vanish(v128.load(at, 16)), 16);
  v128.store(at, vanish(v128.load(at, 32)), 32);
  v128.store(at, vanish(v128.load(at, 48)), 48);
}

// Exported (see index.ts) to stay a function of its own, with its sums in registers.
/** Two rows of inputs, `apart` from each other, times one panel of 16 units. */
export function twoRows(w: usize, x: usize, apart: usize, bytes: usize, first: usize, second: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let t0 = s0;
  let t1 = s0;
  let t2 = s0;
  let t3 = s0;
  for (const end = x + bytes; x < end; x += 4) {
    const a = v128.load32_splat(x);
    const b = v128.load32_splat(x + apart);
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    const w2 = v128.load(w, 32);
    const w3 = v128.load(w, 48);
    s0 = f32x4.add(s0, f32x4.mul(a, w0));
    s1 = f32x4.add(s1, f32x4.mul(a, w1));
    s2 = f32x4.add(s2, f32x4.mul(a, w2));
    s3 = f32x4.add(s3, f32x4.mul(a, w3));
    t0 = f32x4.add(t0, f32x4.mul(b, w0));
    t1 = f32x4.add(t1, f32x4.mul(b, w1));
    t2 = f32x4.add(t2, f32x4.mul(b, w2));
    t3 = f32x4.add(t3, f32x4.mul(b, w3));
    w += PANEL;
  }
  v128.store(second, t0);
  v128.store(second, t1, 16);
  v128.store(second, t2, 32);
  v128.store(second, t3, 48);
  v128.store(first, s0);
  v128.store(first, s1, 16);
  v128.store(first, s2, 32);
  v128.store(first, s3, 48);
}
