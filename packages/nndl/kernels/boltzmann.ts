// Restricted Boltzmann machines: chance, and what of their statistics is not a product that fully connected layers have, too.
// Their formulas stand in src/generative. The visible units are a dense layer's inputs, the hidden ones its units: v goes up by
// `denseForward`, h comes down by `denseBackward` as errors do, so that hidden states lie as errors lie, in panels and
// in columns, and the gradient of contrastive divergence is one `denseGradient` of the data's rows and the chain's.
import { denseGradient } from "./dense.ts";
import { COLUMN, columnOf, DenseOp, PANEL, panels, putColumn } from "./dense-op.ts";
import { count, step, useCount } from "./frame.ts";
import { exp1, gaussians, logistic, softplus } from "./math.ts";
import { words0, words1, words2, words3, wordsInOrder } from "./philox.ts";
import { shareFrom, shareTo } from "./threads.ts";
import { firstLanes } from "./vectors.ts";

@unmanaged
export class HiddenOp {
  code: i32;
  units: i32;
  /** Rows of z = w·v + c, with `stride` floats each. */
  z: usize;
  stride: i32;
  /** Where drawn states go, in panels of `rows` and in columns; 0 where none are drawn. */
  states: usize;
  statesT: usize;
  rows: i32;
  /** Where sign · P(h = 1 | v) goes, in panels of `meanRows`, from row `firstMean` on; 0 where it is not wanted. */
  means: usize;
  meanRows: i32;
  firstMean: i32;
  sign: f32;
  /** Rows behind those of a short mini-batch, up to this one, become 0. */
  blank: i32;
  key0: u32;
  key1: u32;
  name0: u32;
  name1: u32;
  /** What z is multiplied by at each step (float32 each); 0 where nothing is. */
  temperatures: usize;
}

// @inline
function temperature(table: usize): v128 {
  return v128.load32_splat(table + ((<usize>step) << 2));
}

/** 0 or 1: whether a uniform number of 24 bits, made of a random word, is below p. */
// @inline
function drawn(word: v128, p: v128): v128 {
  const u = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(word, 8)), f32x4.splat(<f32>(1.0 / 16777216.0)));
  return v128.and(f32x4.lt(u, p), f32x4.splat(1));
}

/** P(h = 1 | v) = σ(z), and states drawn from it: word j of row i is number i · padded units + j of the step's stream. */
export function drawHidden(op: HiddenOp): void {
  const width = panels(op.units);
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    for (let panel = 0; panel < width; panel++) {
      const z = op.z + ((<usize>(i * op.stride + panel * 16)) << 2);
      let z0 = v128.load(z);
      let z1 = v128.load(z, 16);
      let z2 = v128.load(z, 32);
      let z3 = v128.load(z, 48);
      if (op.temperatures !== 0) {
        const b = temperature(op.temperatures);
        z0 = f32x4.mul(z0, b);
        z1 = f32x4.mul(z1, b);
        z2 = f32x4.mul(z2, b);
        z3 = f32x4.mul(z3, b);
      }
      const left = op.units - panel * 16;
      const p0 = present(logistic(z0), left);
      const p1 = present(logistic(z1), left - 4);
      const p2 = present(logistic(z2), left - 8);
      const p3 = present(logistic(z3), left - 12);
      if (op.means !== 0) {
        const sign = f32x4.splat(op.sign);
        const at = op.means + <usize>(panel * op.meanRows + op.firstMean + i) * PANEL;
        v128.store(at, f32x4.mul(p0, sign));
        v128.store(at, f32x4.mul(p1, sign), 16);
        v128.store(at, f32x4.mul(p2, sign), 32);
        v128.store(at, f32x4.mul(p3, sign), 48);
      }
      if (op.states === 0) continue;
      wordsInOrder(i * width + panel, step, op.name0, op.name1, op.key0, op.key1);
      const at = op.states + <usize>(panel * op.rows + i) * PANEL;
      const column = columnOf(op.statesT, op.units, i) + <usize>(panel * 16) * COLUMN;
      put(at, column, drawn(words0, p0));
      put(at + 16, column + COLUMN * 4, drawn(words1, p1));
      put(at + 32, column + COLUMN * 8, drawn(words2, p2));
      put(at + 48, column + COLUMN * 12, drawn(words3, p3));
    }
  }
  if (op.blank > count) blank(op, width);
}

/** Four states, as they are and in columns. */
// @inline
function put(at: usize, column: usize, states: v128): void {
  v128.store(at, states);
  putColumn(column, states);
}

/** Of four units the first `left`; 0 for those that only pad. */
// @inline
function present(values: v128, left: i32): v128 {
  return left >= 4 ? values : left <= 0 ? f32x4.splat(0) : v128.and(values, firstLanes(left));
}

function blank(op: HiddenOp, width: i32): void {
  for (let panel = shareFrom(width), to = shareTo(width); panel < to; panel++) {
    const from = op.means + <usize>(panel * op.meanRows + op.firstMean + count) * PANEL;
    memory.fill(from, 0, <usize>(op.blank - count) * PANEL);
  }
}

const BINARY: i32 = 0;
const GAUSSIAN: i32 = 1;
/** What is to be drawn from lies there already, without biases: the data's own values. */
const PROBABILITIES: i32 = 2;

@unmanaged
export class VisibleOp {
  code: i32;
  units: i32;
  /** How many units at the end stand for one choice among classes. */
  classes: i32;
  /** Rows of w·h, with `stride` floats each, which become the units' means or what is drawn from them. */
  rows: usize;
  stride: i32;
  biases: usize;
  /** BINARY, GAUSSIAN with deviation 1, or PROBABILITIES. */
  kind: i32;
  /** Whether states are drawn; otherwise the rows become means. */
  draws: i32;
  /** Rows, with the same stride, that the units of the classes are copied from; 0 where these are free. */
  clamped: usize;
  /** Rows, with the same stride, that the means go to as well; 0 where they are not wanted. */
  means: usize;
  key0: u32;
  key1: u32;
  name0: u32;
  name1: u32;
  /** At each step β, of β · (z + b) + (1 − β) · base; 0 where there is none. */
  temperatures: usize;
  base: usize;
}

/** The visible units' means, and states drawn from them: word k of row i is number i · padded units + k of the step's stream. */
export function drawVisible(op: VisibleOp): void {
  const width = panels(op.units);
  const free = op.units - op.classes;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const start = (<usize>(i * op.stride)) << 2;
    const row = op.rows + start;
    const means = op.means === 0 ? row : op.means + start;
    if (op.classes > 0) choose(op, i, start, means);
    for (let panel = 0; panel < width; panel++) {
      if (op.draws !== 0) wordsInOrder(i * width + panel, step, op.name0, op.name1, op.key0, op.key1);
      const at = (<usize>panel) << 6;
      const left = free - panel * 16;
      visible(op, row, means, at, words0, left);
      visible(op, row, means, at + 16, words1, left - 4);
      visible(op, row, means, at + 32, words2, left - 8);
      visible(op, row, means, at + 48, words3, left - 12);
    }
  }
}

/** Four units, of which the first `left` are no class's. */
// @inline
function visible(op: VisibleOp, row: usize, means: usize, offset: usize, word: v128, left: i32): void {
  if (left <= 0) return;
  const old = v128.load(row + offset);
  let z = old;
  if (op.kind !== PROBABILITIES) z = f32x4.add(z, v128.load(op.biases + offset));
  if (op.temperatures !== 0) {
    const b = temperature(op.temperatures);
    const rest = f32x4.sub(f32x4.splat(1), b);
    z = f32x4.add(f32x4.mul(b, z), f32x4.mul(rest, v128.load(op.base + offset)));
  }
  const mean = op.kind === BINARY ? logistic(z) : z;
  let state = mean;
  if (op.draws !== 0) state = op.kind === GAUSSIAN ? f32x4.add(mean, gaussians(word)) : drawn(word, mean);
  if (left >= 4) {
    v128.store(means + offset, mean);
    v128.store(row + offset, state);
    return;
  }
  const own = firstLanes(left);
  v128.store(means + offset, v128.bitselect(mean, v128.load(means + offset), own));
  v128.store(row + offset, v128.bitselect(state, old, own));
}

/** The units of the classes: e^z over its sum, or the one class that the word of the first of them falls to. */
function choose(op: VisibleOp, i: i32, start: usize, means: usize): void {
  const first = op.units - op.classes;
  const offset = (<usize>first) << 2;
  const bytes = (<usize>op.classes) << 2;
  const at = op.rows + start + offset;
  if (op.clamped !== 0) {
    const given = op.clamped + start + offset;
    if (at !== given) memory.copy(at, given, bytes);
    if (means + offset !== at) memory.copy(means + offset, given, bytes);
    return;
  }
  if (op.kind === PROBABILITIES) return;
  let largest: f32 = -Infinity;
  for (let at4: usize = 0; at4 < bytes; at4 += 4) {
    const z = load<f32>(at + at4) + load<f32>(op.biases + offset + at4);
    store<f32>(at + at4, z);
    largest = max(largest, z);
  }
  let sum: f32 = 0;
  for (let at4: usize = 0; at4 < bytes; at4 += 4) {
    const e = exp1(load<f32>(at + at4) - largest);
    store<f32>(at + at4, e);
    sum += e;
  }
  // Where means and states are to lie in the same rows, the means of what is drawn are not wanted.
  if (op.draws === 0 || means + offset !== at)
    for (let at4: usize = 0; at4 < bytes; at4 += 4) store<f32>(means + offset + at4, load<f32>(at + at4) / sum);
  if (op.draws === 0) {
    if (means + offset !== at) memory.copy(at, means + offset, bytes);
    return;
  }
  wordsInOrder(i * panels(op.units) + (first >> 4), step, op.name0, op.name1, op.key0, op.key1);
  const u: f32 = <f32>(wordAt(first & 15) >>> 8) * <f32>(1.0 / 16777216.0) * sum;
  let below: f32 = 0;
  let chosen = bytes - 4;
  // The sum of the terms, in this order, is the same number: the last class is never passed.
  for (let at4: usize = 0; at4 < bytes; at4 += 4) {
    below += load<f32>(at + at4);
    if (u >= below) continue;
    chosen = at4;
    break;
  }
  for (let at4: usize = 0; at4 < bytes; at4 += 4) store<f32>(at + at4, at4 === chosen ? 1 : 0);
}

/** One of the sixteen words that were drawn last. */
function wordAt(index: i32): u32 {
  const four = index < 4 ? words0 : index < 8 ? words1 : index < 12 ? words2 : words3;
  const lane = index & 3;
  return lane === 0
    ? i32x4.extract_lane(four, 0)
    : lane === 1
      ? i32x4.extract_lane(four, 1)
      : lane === 2
        ? i32x4.extract_lane(four, 2)
        : i32x4.extract_lane(four, 3);
}

/** The gradient over the data's rows and, behind them, the chain's: half of `rows` each, of which the chain's may be short. */
export function contrastGradient(op: DenseOp): void {
  const own = count;
  useCount((op.rows >> 1) + own);
  denseGradient(op);
  useCount(own);
}

@unmanaged
export class ContrastOp {
  code: i32;
  units: i32;
  /** Rows of the data and of the chain, with `stride` floats each. */
  data: usize;
  chain: usize;
  stride: i32;
  gradient: usize;
}

/** For the visible biases: Σ (v of the chain − v of the data), over the mini-batch. Each thread does some units, a line at a time. */
export function contrastVisible(op: ContrastOp): void {
  const width = panels(op.units);
  const pitch = (<usize>op.stride) << 2;
  for (let panel = shareFrom(width), to = shareTo(width); panel < to; panel++) {
    const offset = (<usize>panel) << 6;
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let a = op.chain + offset;
    let b = op.data + offset;
    for (let i = 0; i < count; i++) {
      s0 = f32x4.add(s0, f32x4.sub(v128.load(a), v128.load(b)));
      s1 = f32x4.add(s1, f32x4.sub(v128.load(a, 16), v128.load(b, 16)));
      s2 = f32x4.add(s2, f32x4.sub(v128.load(a, 32), v128.load(b, 32)));
      s3 = f32x4.add(s3, f32x4.sub(v128.load(a, 48), v128.load(b, 48)));
      a += pitch;
      b += pitch;
    }
    const left = op.units - panel * 16;
    v128.store(op.gradient + offset, present(s0, left));
    v128.store(op.gradient + offset, present(s1, left - 4), 16);
    v128.store(op.gradient + offset, present(s2, left - 8), 32);
    v128.store(op.gradient + offset, present(s3, left - 12), 48);
  }
}

@unmanaged
export class SparsityOp {
  code: i32;
  units: i32;
  /** −P(h = 1 | v) of the data, in panels of `meanRows`. */
  means: usize;
  meanRows: i32;
  /** Each unit's activity, averaged with this decay. */
  average: usize;
  decay: f32;
  target: f32;
  cost: f32;
  /** Of the hidden biases: cost · (average − target) is added, for each example. */
  gradient: usize;
}

/** Pulls each hidden unit's activity towards its target. */
export function sparsity(op: SparsityOp): void {
  const width = panels(op.units);
  const size = f32x4.splat(<f32>count);
  const decay = f32x4.splat(op.decay);
  const rest = f32x4.splat(1 - op.decay);
  for (let panel = shareFrom(width), to = shareTo(width); panel < to; panel++) {
    const left = op.units - panel * 16;
    for (let quad: usize = 0; quad < 64; quad += 16) {
      let at = op.means + <usize>(panel * op.meanRows) * PANEL + quad;
      let sum = f32x4.splat(0);
      for (let i = 0; i < count; i++) {
        sum = f32x4.sub(sum, v128.load(at));
        at += PANEL;
      }
      const place = ((<usize>panel) << 6) + quad;
      const before = v128.load(op.average + place);
      const now = f32x4.add(f32x4.mul(decay, before), f32x4.mul(rest, f32x4.div(sum, size)));
      v128.store(op.average + place, now);
      const pull = f32x4.mul(f32x4.mul(f32x4.splat(op.cost), f32x4.sub(now, f32x4.splat(op.target))), size);
      const gradient = op.gradient + place;
      v128.store(gradient, f32x4.add(v128.load(gradient), present(pull, left - <i32>(quad >> 2))));
    }
  }
}

@unmanaged
export class AnnealOp {
  code: i32;
  units: i32;
  /** Rows of z = w·v + c, with `stride` floats each. */
  z: usize;
  stride: i32;
  visible: i32;
  /** Rows of v, with `visibleStride` floats each; their biases, and those of the base-rate machine. */
  v: usize;
  visibleStride: i32;
  biases: usize;
  base: usize;
  /** For each step the temperature before and the one after. */
  before: usize;
  after: usize;
  /** ln of each chain's weight so far (float64). */
  weights: usize;
}

/**
 * ln f_β′(v) − ln f_β(v) is added to each chain's weight, with f_β(v) the unnormalized probability of v between the base-rate
 * machine (β = 0) and the machine itself (β = 1): (1 − β) base·v + β b·v + Σ ln(1 + e^{βz}).
 */
export function anneal(op: AnnealOp): void {
  const b0 = temperature(op.before);
  const b1 = temperature(op.after);
  const rise = <f64>f32x4.extract_lane(b1, 0) - <f64>f32x4.extract_lane(b0, 0);
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    let sum = f64x2.splat(0);
    const z = op.z + ((<usize>(i * op.stride)) << 2);
    for (let j = 0; j < op.units; j += 4) {
      const four = v128.load(z + ((<usize>j) << 2));
      let change = f32x4.sub(softplus(f32x4.mul(b1, four)), softplus(f32x4.mul(b0, four)));
      if (op.units - j < 4) change = v128.and(change, firstLanes(op.units - j));
      sum = f64x2.add(sum, f64x2.add(f64x2.promote_low_f32x4(change), highDoubles(change)));
    }
    let pull = f64x2.splat(0);
    const v = op.v + ((<usize>(i * op.visibleStride)) << 2);
    for (let k = 0; k < op.visible; k += 4) {
      const at = (<usize>k) << 2;
      const apart = f32x4.sub(v128.load(op.biases + at), v128.load(op.base + at));
      let term = f32x4.mul(v128.load(v + at), apart);
      if (op.visible - k < 4) term = v128.and(term, firstLanes(op.visible - k));
      pull = f64x2.add(pull, f64x2.add(f64x2.promote_low_f32x4(term), highDoubles(term)));
    }
    const weight = op.weights + ((<usize>i) << 3);
    const added = total(sum) + rise * total(pull);
    store<f64>(weight, load<f64>(weight) + added);
  }
}

// @inline
function highDoubles(a: v128): v128 {
  return f64x2.promote_low_f32x4(i8x16.shuffle(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15));
}

// @inline
function total(sums: v128): f64 {
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}
