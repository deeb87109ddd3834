// The output layer: its activation, the output error δ = ∂C/∂z, the cost, and whether the answer was right.
import { activate, slope, slopesFromZ } from "./activations.ts";
import { COLUMN, columnOf } from "./dense-op.ts";
import { count, exampleAt, frame, times } from "./frame.ts";
import {
  CHOSEN,
  CROSS_ENTROPY,
  CROSS_ENTROPY_SOFTMAX,
  GIVEN,
  QUADRATIC,
  QUADRATIC_SOFTMAX,
  SLOPED,
  SOFTMAX,
  WEIGHTED_SOFTMAX,
} from "./generated/codes.ts";
import { exp1, log1, log1p1 } from "./math.ts";
import { at, largest, put, softmax } from "./softmax.ts";
import { shareFrom, shareTo, thread } from "./threads.ts";

@unmanaged
export class OutputOp {
  code: i32;
  units: i32;
  activation: i32;
  cost: i32;
  /** How δ is computed; see the constants below. */
  rule: i32;
  z: usize;
  a: usize;
  stride: i32;
  targets: usize;
  targetStride: i32;
  /** Where δ goes, and in columns; 0 when it is not wanted. */
  delta: usize;
  deltaT: usize;
  /** Bytes from one example's 16 units to the next example's, and to its next 16. */
  deltaRow: i32;
  deltaPanel: i32;
  /** Cost (float64) and hit (int32) of each example of the mini-batch; 0 when not wanted. */
  costs: usize;
  hits: usize;
  /** Whether an output that is not finite ends the command: an update is to come, and must not see it. */
  guarded: i32;
  /** What the cost of each example of the data set, and so its δ, is multiplied by; 0 where nothing is. */
  weights: usize;
  /** Where every step of a sequence has an output: how many steps of each example count (int32); 0 where an example has one. */
  lengths: usize;
}

/** −ln of the smallest normal float32, which 1 − a is taken as where a softmax has a single unit. */
const LOG_VANISHED: f64 = 87.3365447505531;

export function output(op: OutputOp): void {
  const quads = (op.units + 3) >> 2;
  let strange = f32x4.splat(0);
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    if (isPadding(op, i)) {
      leaveOut(op, i, quads);
      continue;
    }
    const z = op.z + ((<usize>(i * op.stride)) << 2);
    const a = op.a + ((<usize>(i * op.stride)) << 2);
    // z − z is 0 for a finite z and NaN for any other.
    for (let q: usize = 0; q < <usize>quads; q++) {
      const value = v128.load(z + (q << 4));
      v128.store(a + (q << 4), value);
      strange = f32x4.add(strange, f32x4.sub(value, value));
    }
    if (op.activation === SOFTMAX) softmax(a, op.units);
    else activate(op.activation, a, quads);
    const y = op.targets + ((<usize>(i * op.targetStride)) << 2);
    if (op.delta !== 0) outputError(op, i, z, a, y, quads);
    if (op.costs !== 0 && frame.measure !== 0)
      store<f64>(op.costs + ((<usize>i) << 3), weighted(op, i, cost(op, z, a, y)));
    if (op.hits !== 0) store<i32>(op.hits + ((<usize>i) << 2), <i32>isRight(a, y, op.units));
  }
  if (op.guarded !== 0 && v128.any_true(f32x4.ne(strange, f32x4.splat(0)))) frame.failed = 1;
}

/** How many steps of the example that a row belongs to count. */
// @inline
function lengthAt(op: OutputOp, i: i32): i32 {
  return load<i32>(op.lengths + ((<usize>(i / times)) << 2));
}

// @inline
function isPadding(op: OutputOp, i: i32): bool {
  return op.lengths !== 0 && i % times >= lengthAt(op, i);
}

/** A step behind the end of its sequence says nothing and costs nothing. */
function leaveOut(op: OutputOp, i: i32, quads: i32): void {
  const a = op.a + ((<usize>(i * op.stride)) << 2);
  for (let q: usize = 0; q < <usize>quads; q++) v128.store(a + (q << 4), f32x4.splat(0));
  if (op.costs !== 0) store<f64>(op.costs + ((<usize>i) << 3), 0);
  if (op.hits !== 0) store<i32>(op.hits + ((<usize>i) << 2), 0);
  if (op.delta === 0) return;
  const panel = op.delta + <usize>(i * op.deltaRow);
  for (let j = 0; j < quads << 2; j++) put(panel + <usize>(j >> 4) * <usize>op.deltaPanel, j & 15, 0);
  if (op.deltaT === 0) return;
  const column = columnOf(op.deltaT, op.units, i);
  for (let j = 0; j < op.units; j++) store<f32>(column + <usize>j * COLUMN, 0);
}

/** Whether the largest output is the class's own; where one is no number, none is the largest. */
function isRight(a: usize, y: usize, units: i32): bool {
  const top = largest(a, units);
  for (let j = 0; j < units; j++) if (!(at(a, j) <= at(a, top))) return false;
  return at(y, top) === 1;
}

/** The index of the largest but one; −1 when there is only one. */
function secondLargest(row: usize, units: i32, top: i32): i32 {
  let best = -1;
  for (let j = 0; j < units; j++) if (j !== top && (best < 0 || at(row, j) > at(row, best))) best = j;
  return best;
}

/** Σ_{j≠top} e^{z_j − z_from}. */
function sumOfOthers(z: usize, units: i32, top: i32, from: i32): f32 {
  let sum: f32 = 0;
  for (let j = 0; j < units; j++) if (j !== top) sum += exp1(at(z, j) - at(z, from));
  return sum;
}

/**
 * Cross-entropy of a softmax, δ_k = (a_k − y_k) − a_k Σ_{j≠k} (a_j − y_j)/(1 − a_j). Of all outputs only the largest
 * can be so near 1 that 1 − a_j is lost; a_k/(1 − a_top) is the softmax of all units but that one.
 */
function crossEntropySoftmaxError(op: OutputOp, i: i32, z: usize, a: usize, y: usize): void {
  const units = op.units;
  const top = largest(z, units);
  const second = secondLargest(z, units, top);
  const others = sumOfOthers(z, units, top, second);
  const missTop = at(a, top) - at(y, top);
  let total: f32 = 0;
  for (let j = 0; j < units; j++) if (j !== top) total += (at(a, j) - at(y, j)) / (1 - at(a, j));
  for (let k = 0; k < units; k++) {
    const own = (at(a, k) - at(y, k)) / (1 - at(a, k));
    const rest = k === top ? missTop : own - (missTop * exp1(at(z, k) - at(z, second))) / others;
    put(op.delta + <usize>((k >> 4) * op.deltaPanel + i * op.deltaRow), k & 15, rest - at(a, k) * total);
  }
}

function outputError(op: OutputOp, i: i32, z: usize, a: usize, y: usize, quads: i32): void {
  const units = op.units;
  const panel = op.delta + <usize>(i * op.deltaRow);
  const span = <usize>op.deltaPanel;
  const fromZ = slopesFromZ(op.activation);
  let inner: f32 = 0;
  if (op.rule === QUADRATIC_SOFTMAX) for (let j = 0; j < units; j++) inner += at(a, j) * (at(a, j) - at(y, j));
  else if (op.rule === WEIGHTED_SOFTMAX) for (let j = 0; j < units; j++) inner += at(y, j);
  for (let q = 0; q < quads; q++) {
    const value = v128.load(a + ((<usize>q) << 4));
    const target = v128.load(y + ((<usize>q) << 4));
    let d = f32x4.sub(value, target);
    if (op.rule === SLOPED) d = f32x4.mul(d, slope(op.activation, fromZ ? v128.load(z + ((<usize>q) << 4)) : value));
    else if (op.rule === CHOSEN) d = f32x4.mul(target, f32x4.sub(value, f32x4.splat(1)));
    else if (op.rule === QUADRATIC_SOFTMAX) d = f32x4.mul(value, f32x4.sub(d, f32x4.splat(inner)));
    else if (op.rule === WEIGHTED_SOFTMAX) d = f32x4.sub(f32x4.mul(value, f32x4.splat(inner)), target);
    else if (op.rule === GIVEN) d = target;
    v128.store(panel + <usize>(q >> 2) * span + ((<usize>(q & 3)) << 4), d);
  }
  // Padded units get no error.
  for (let j = units; j < quads << 2; j++) put(panel + <usize>(j >> 4) * span, j & 15, 0);
  if (op.rule === CROSS_ENTROPY_SOFTMAX) crossEntropySoftmaxError(op, i, z, a, y);
  if (op.weights !== 0 || op.lengths !== 0) weigh(op, i, panel, quads);
  if (op.deltaT === 0) return;
  const column = columnOf(op.deltaT, units, i);
  for (let j = 0; j < units; j++) store<f32>(column + <usize>j * COLUMN, at(panel + <usize>(j >> 4) * span, j & 15));
}

/** What a row's cost counts: its example's weight, divided among the steps that count. */
// @inline
function weightAt(op: OutputOp, i: i32): f32 {
  const weight: f32 = op.weights === 0 ? 1 : load<f32>(op.weights + ((<usize>exampleAt(i / times)) << 2));
  return op.lengths === 0 ? weight : weight / <f32>lengthAt(op, i);
}

/** A row's cost as it counts. */
function weighted(op: OutputOp, i: i32, value: f64): f64 {
  return op.weights === 0 && op.lengths === 0 ? value : value * <f64>weightAt(op, i);
}

/** Multiplies δ of a row by its weight. */
function weigh(op: OutputOp, i: i32, panel: usize, quads: i32): void {
  const weight = f32x4.splat(weightAt(op, i));
  for (let q = 0; q < quads; q++) {
    const at = panel + <usize>(q >> 2) * <usize>op.deltaPanel + ((<usize>(q & 3)) << 4);
    v128.store(at, f32x4.mul(v128.load(at), weight));
  }
}

function cost(op: OutputOp, z: usize, a: usize, y: usize): f64 {
  const units = op.units;
  let sum: f64 = 0;
  if (op.cost === QUADRATIC) {
    for (let j = 0; j < units; j++) {
      const miss: f64 = <f64>at(a, j) - <f64>at(y, j);
      sum += miss * miss;
    }
    return sum / 2;
  }
  if (op.activation === SOFTMAX) {
    const top = largest(z, units);
    const logTotal = <f64>at(z, top) + <f64>log1p1(sumOfOthers(z, units, top, top));
    // −ln a_j = ln Σ e^z − z_j, in float64: it may be the small difference of two large numbers.
    for (let j = 0; j < units; j++) sum += <f64>at(y, j) * (logTotal - <f64>at(z, j));
    if (op.cost === CROSS_ENTROPY)
      for (let j = 0; j < units; j++)
        if (at(y, j) !== 1) sum += (1 - <f64>at(y, j)) * minusLogComplement(op, z, a, j, top, logTotal);
    return sum;
  }
  for (let j = 0; j < units; j++) {
    const target = <f64>at(y, j);
    const value = <f64>at(z, j);
    const tail = <f64>log1p1(exp1(-abs(at(z, j))));
    // −ln a = ln(1 + e^−z) and −ln(1 − a) = ln(1 + e^z).
    sum += target * (max<f64>(-value, 0) + tail);
    if (op.cost === CROSS_ENTROPY) sum += (1 - target) * (max<f64>(value, 0) + tail);
  }
  return sum;
}

/** −ln(1 − a_j) of a softmax. */
function minusLogComplement(op: OutputOp, z: usize, a: usize, j: i32, top: i32, logTotal: f64): f64 {
  if (j !== top) return <f64>log1p1(at(a, j) / (1 - at(a, j)));
  const second = secondLargest(z, op.units, top);
  if (second < 0) return LOG_VANISHED;
  return logTotal - <f64>at(z, second) - <f64>log1(sumOfOthers(z, op.units, top, second));
}

@unmanaged
export class SumOp {
  code: i32;
  costs: usize;
  hits: usize;
  /** Where the sums are kept: a float64, and an int32 after it. */
  total: usize;
}

/** Adds up costs and hits, example by example, on one thread: so the sum has one order. */
export function sumUp(op: SumOp): void {
  if (thread !== 0) return;
  if (frame.measure !== 0) {
    let total = load<f64>(op.total);
    for (let i = 0; i < count; i++) total += load<f64>(op.costs + ((<usize>i) << 3));
    store<f64>(op.total, total);
  }
  if (op.hits === 0) return;
  let hits = load<i32>(op.total + 8);
  for (let i = 0; i < count; i++) hits += load<i32>(op.hits + ((<usize>i) << 2));
  store<i32>(op.total + 8, hits);
}
