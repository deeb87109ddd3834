// The output layer: its activation, the output error δ = ∂C/∂z, the cost, and whether the answer was right.
import { SOFTMAX, activate, slope } from "./activations";
import { count, frame } from "./frame";
import { exp1, log1, log1p1, softplus1 } from "./math";
import { shareFrom, shareTo, thread } from "./threads";

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
  /** Where δ goes, in panels and transposed; 0 when there is no training. */
  delta: usize;
  deltaT: usize;
  rows: i32;
  /** Cost (float64) and hit (int32) of each example of the mini-batch; 0 when not wanted. */
  costs: usize;
  hits: usize;
  /** Whether an output that is not finite ends the command: an update is to come, and must not see it. */
  guarded: i32;
}

/** Numbers known to program.ts of the engine. */
export const QUADRATIC = 0;
export const CROSS_ENTROPY = 1;
export const LOG_LIKELIHOOD = 2;

/** δ = a − y. */
const PLAIN = 0;
/** δ = (a − y) f′. */
const SLOPED = 1;
/** δ = y (a − 1): log-likelihood of sigmoids. */
const CHOSEN = 2;
/** δ_j = a_j (g_j − Σ a g), g = a − y: quadratic cost of a softmax. */
const QUADRATIC_SOFTMAX = 3;
/** δ_k = (a_k − y_k) − a_k Σ_{j≠k} (a_j − y_j)/(1 − a_j): cross-entropy of a softmax. */
const CROSS_ENTROPY_SOFTMAX = 4;
/** δ = a Σy − y: log-likelihood of a softmax with targets that need not add up to 1. */
const WEIGHTED_SOFTMAX = 5;

/** Stands for a probability that has vanished. */
const VANISHED: f32 = 1.17549435e-38;

export function output(op: OutputOp): void {
  const quads = (op.units + 3) >> 2;
  let strange = f32x4.splat(0);
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const z = op.z + (<usize>(i * op.stride) << 2);
    const a = op.a + (<usize>(i * op.stride) << 2);
    // z − z is 0 for a finite z and NaN for any other.
    for (let q: usize = 0; q < <usize>quads; q++) {
      const value = v128.load(z + (q << 4));
      v128.store(a + (q << 4), value);
      strange = f32x4.add(strange, f32x4.sub(value, value));
    }
    if (op.activation == SOFTMAX) softmax(a, op.units);
    else activate(op.activation, a, quads);
    const y = op.targets + (<usize>(i * op.targetStride) << 2);
    if (op.delta != 0) outputError(op, i, a, y, quads);
    if (op.costs != 0 && frame.measure != 0) store<f64>(op.costs + (<usize>i << 3), cost(op, z, a, y));
    if (op.hits != 0) store<i32>(op.hits + (<usize>i << 2), <i32>(at(y, largest(a, op.units)) == 1));
  }
  if (op.guarded != 0 && v128.any_true(f32x4.ne(strange, f32x4.splat(0)))) frame.failed = 1;
}

// @ts-ignore: decorator
@inline
function at(row: usize, j: i32): f32 {
  return load<f32>(row + (<usize>j << 2));
}

// @ts-ignore: decorator
@inline
function put(row: usize, j: i32, value: f32): void {
  store<f32>(row + (<usize>j << 2), value);
}

/** The index of the largest; of equal ones the first. */
function largest(row: usize, units: i32): i32 {
  let best = 0;
  for (let j = 1; j < units; j++) if (at(row, j) > at(row, best)) best = j;
  return best;
}

function softmax(row: usize, units: i32): void {
  const top = at(row, largest(row, units));
  let total: f32 = 0;
  for (let j = 0; j < units; j++) {
    const e = exp1(at(row, j) - top);
    put(row, j, e);
    total += e;
  }
  for (let j = 0; j < units; j++) put(row, j, at(row, j) / total);
}

/** 1 − a_j of a softmax, as the sum of the others. */
function complement(a: usize, units: i32, j: i32): f32 {
  let others: f32 = 0;
  for (let k = 0; k < units; k++) if (k != j) others += at(a, k);
  return max<f32>(others, VANISHED);
}

function outputError(op: OutputOp, i: i32, a: usize, y: usize, quads: i32): void {
  const units = op.units;
  const panel = op.delta + (<usize>i << 6);
  const span = <usize>op.rows << 6;
  let inner: f32 = 0;
  if (op.rule == QUADRATIC_SOFTMAX) for (let j = 0; j < units; j++) inner += at(a, j) * (at(a, j) - at(y, j));
  else if (op.rule == WEIGHTED_SOFTMAX) for (let j = 0; j < units; j++) inner += at(y, j);
  for (let q = 0; q < quads; q++) {
    const value = v128.load(a + (<usize>q << 4));
    const target = v128.load(y + (<usize>q << 4));
    let d = f32x4.sub(value, target);
    if (op.rule == SLOPED) d = f32x4.mul(d, slope(op.activation, value));
    else if (op.rule == CHOSEN) d = f32x4.mul(target, f32x4.sub(value, f32x4.splat(1)));
    else if (op.rule == QUADRATIC_SOFTMAX) d = f32x4.mul(value, f32x4.sub(d, f32x4.splat(inner)));
    else if (op.rule == WEIGHTED_SOFTMAX) d = f32x4.sub(f32x4.mul(value, f32x4.splat(inner)), target);
    v128.store(panel + <usize>(q >> 2) * span + (<usize>(q & 3) << 4), d);
  }
  // Padded units get no error.
  for (let j = units; j < quads << 2; j++) put(panel + <usize>(j >> 4) * span, j & 15, 0);
  if (op.rule == CROSS_ENTROPY_SOFTMAX) {
    for (let k = 0; k < units; k++) {
      let others: f32 = 0;
      for (let j = 0; j < units; j++) if (j != k) others += (at(a, j) - at(y, j)) / complement(a, units, j);
      put(panel + <usize>(k >> 4) * span, k & 15, at(a, k) - at(y, k) - at(a, k) * others);
    }
  }
  if (op.deltaT == 0) return;
  for (let j = 0; j < units; j++)
    put(op.deltaT + (<usize>(j * op.rows) << 2), i, at(panel + <usize>(j >> 4) * span, j & 15));
}

function cost(op: OutputOp, z: usize, a: usize, y: usize): f64 {
  const units = op.units;
  let sum: f64 = 0;
  if (op.cost == QUADRATIC) {
    for (let j = 0; j < units; j++) {
      const miss: f64 = <f64>at(a, j) - <f64>at(y, j);
      sum += miss * miss;
    }
    return sum / 2;
  }
  if (op.cost == CROSS_ENTROPY) {
    if (op.activation == SOFTMAX) {
      for (let j = 0; j < units; j++) {
        const right = <f64>log1(max(at(a, j), VANISHED));
        sum -= <f64>at(y, j) * right + (1 - <f64>at(y, j)) * <f64>log1(complement(a, units, j));
      }
    } else {
      for (let j = 0; j < units; j++) sum += <f64>softplus1(at(z, j)) - <f64>at(y, j) * <f64>at(z, j);
    }
    return sum;
  }
  if (op.activation == SOFTMAX) {
    const top = largest(z, units);
    let rest: f32 = 0;
    for (let j = 0; j < units; j++) if (j != top) rest += exp1(at(z, j) - at(z, top));
    const logTotal = <f64>log1p1(rest) + <f64>at(z, top);
    for (let j = 0; j < units; j++) sum += <f64>at(y, j) * (logTotal - <f64>at(z, j));
  } else {
    for (let j = 0; j < units; j++) sum += <f64>at(y, j) * <f64>softplus1(-at(z, j));
  }
  return sum;
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
  if (thread != 0) return;
  if (frame.measure != 0) {
    let total = load<f64>(op.total);
    for (let i = 0; i < count; i++) total += load<f64>(op.costs + (<usize>i << 3));
    store<f64>(op.total, total);
  }
  if (op.hits == 0) return;
  let hits = load<i32>(op.total + 8);
  for (let i = 0; i < count; i++) hits += load<i32>(op.hits + (<usize>i << 2));
  store<i32>(op.total + 8, hits);
}
