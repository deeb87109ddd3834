// Errors go back through the weights of a fully connected layer:
// ∂C/∂a_k = Σ_j δ_j w_jk, summed over j in ascending order, then times the slope of the activation below.
import { slope } from "./activations.ts";
import { backwardListed } from "./backward-sparse.ts";
import { COLUMN, columnOf, DenseOp, PANEL } from "./dense-op.ts";
import { count } from "./frame.ts";
import { vanish } from "./grid.ts";
import { shareFrom, shareTo } from "./threads.ts";
import { firstLanes, firstPairs, highHalves, lowHalves, secondPairs } from "./vectors.ts";

/** Units whose weights from sixteen inputs (8 KiB) and errors of eight examples (4 KiB) stay in the nearest cache together. */
const UNITS: i32 = 128;

/** Inputs that go back together, so that such errors come from the next cache once for all of them. */
const INPUTS: i32 = 16;

/**
 * By lists where enough errors are 0; else some units after others, inputs k in tiles of four, examples in tiles of eight. Sums
 * wait between two blocks of units where the errors go, in the order in which registers hold them.
 */
export function denseBackward(op: DenseOp): void {
  if (backwardListed(op)) return;
  const tiles = (op.inputs + 7) >> 3;
  const end = min(op.inputs, shareTo(tiles) << 3);
  for (let first = 0; first < op.units; first += UNITS)
    for (let from = shareFrom(tiles) << 3; from < end; from += INPUTS) {
      const to = min(end, from + INPUTS);
      let i = 0;
      for (; i + 4 < count; i += 8) for (let k = from; k < to; k += 4) wide(op, k, i, first);
      if (i < count) for (let k = from; k < to; k += 8) narrow(op, k, i, first);
    }
}

function wide(op: DenseOp, k: i32, i: i32, first: i32): void {
  const span = <usize>op.inputs * PANEL;
  // Inputs past the last one are computed from whatever follows, and thrown away.
  let panel = op.weights + <usize>(first >> 4) * span + <usize>k * PANEL;
  let d = columnOf(op.deltaT, op.units, i) + <usize>first * COLUMN;
  const zero = f32x4.splat(0);
  let s0 = zero;
  let s1 = zero;
  let s2 = zero;
  let s3 = zero;
  let t0 = zero;
  let t1 = zero;
  let t2 = zero;
  let t3 = zero;
  const row = <usize>op.belowRow;
  const out = placeOf(op, k, i);
  if (first > 0) {
    s0 = v128.load(out);
    s1 = v128.load(out + row);
    s2 = v128.load(out + row * 2);
    s3 = v128.load(out + row * 3);
    t0 = v128.load(out + row * 4);
    t1 = v128.load(out + row * 5);
    t2 = v128.load(out + row * 6);
    t3 = v128.load(out + row * 7);
  }
  for (let left = min(op.units - first, UNITS); left > 0; left -= 16) {
    const end = panel + ((<usize>min(left, 16)) << 2);
    for (let w = panel; w < end; w += 4) {
      const a = v128.load(d);
      const b = v128.load(d, 16);
      let x = v128.load32_splat(w);
      s0 = f32x4.add(s0, f32x4.mul(x, a));
      t0 = f32x4.add(t0, f32x4.mul(x, b));
      x = v128.load32_splat(w, 64);
      s1 = f32x4.add(s1, f32x4.mul(x, a));
      t1 = f32x4.add(t1, f32x4.mul(x, b));
      x = v128.load32_splat(w, 128);
      s2 = f32x4.add(s2, f32x4.mul(x, a));
      t2 = f32x4.add(t2, f32x4.mul(x, b));
      x = v128.load32_splat(w, 192);
      s3 = f32x4.add(s3, f32x4.mul(x, a));
      t3 = f32x4.add(t3, f32x4.mul(x, b));
      d += COLUMN;
    }
    panel += span;
  }
  if (op.units - first > UNITS) {
    v128.store(out, s0);
    v128.store(out + row, s1);
    v128.store(out + row * 2, s2);
    v128.store(out + row * 3, s3);
    v128.store(out + row * 4, t0);
    v128.store(out + row * 5, t1);
    v128.store(out + row * 6, t2);
    v128.store(out + row * 7, t3);
    return;
  }
  finish(op, k, i, s0, s1, s2, s3);
  finish(op, k, i + 4, t0, t1, t2, t3);
}

/** No weight lies there; see HALVES in sparse.ts. */
const NEVER: usize = 0xffffffff;

/** Eight inputs of four examples. */
function narrow(op: DenseOp, k: i32, i: i32, first: i32): void {
  const span = <usize>op.inputs * PANEL;
  let panel = op.weights + <usize>(first >> 4) * span + <usize>k * PANEL;
  let d = columnOf(op.deltaT, op.units, i) + <usize>first * COLUMN;
  const zero = f32x4.splat(0);
  let s0 = zero;
  let s1 = zero;
  let s2 = zero;
  let s3 = zero;
  let t0 = zero;
  let t1 = zero;
  let t2 = zero;
  let t3 = zero;
  const row = <usize>op.belowRow;
  const out = placeOf(op, k, i);
  const outNext = k + 4 < op.inputs ? placeOf(op, k + 4, i) : out;
  if (first > 0) {
    t0 = v128.load(outNext);
    t1 = v128.load(outNext + row);
    t2 = v128.load(outNext + row * 2);
    t3 = v128.load(outNext + row * 3);
    s0 = v128.load(out);
    s1 = v128.load(out + row);
    s2 = v128.load(out + row * 2);
    s3 = v128.load(out + row * 3);
  }
  for (let left = min(op.units - first, UNITS); left > 0; left -= 16) {
    const end = panel + ((<usize>min(left, 16)) << 2);
    for (let w = panel; w < end; w += 4) {
      const a = v128.load(d);
      s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(w), a));
      s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(w, 64), a));
      s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(w, 128), a));
      s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(w, 192), a));
      if (w === NEVER) break;
      t0 = f32x4.add(t0, f32x4.mul(v128.load32_splat(w, 256), a));
      t1 = f32x4.add(t1, f32x4.mul(v128.load32_splat(w, 320), a));
      t2 = f32x4.add(t2, f32x4.mul(v128.load32_splat(w, 384), a));
      t3 = f32x4.add(t3, f32x4.mul(v128.load32_splat(w, 448), a));
      d += COLUMN;
    }
    panel += span;
  }
  if (op.units - first > UNITS) {
    v128.store(outNext, t0);
    v128.store(outNext + row, t1);
    v128.store(outNext + row * 2, t2);
    v128.store(outNext + row * 3, t3);
    v128.store(out, s0);
    v128.store(out + row, s1);
    v128.store(out + row * 2, s2);
    v128.store(out + row * 3, s3);
    return;
  }
  finish(op, k, i, s0, s1, s2, s3);
  if (k + 4 < op.inputs) finish(op, k + 4, i, t0, t1, t2, t3);
}

/** Where the error of input k goes, of example i. */
// @inline
function placeOf(op: DenseOp, k: i32, i: i32): usize {
  return op.below + <usize>((k >> 4) * op.belowPanel + i * op.belowRow) + ((<usize>(k & 15)) << 2);
}

/** Four inputs (k …) of four examples (i …), one vector for each input: transposed, sloped, and stored both ways. */
function finish(op: DenseOp, k: i32, i: i32, s0: v128, s1: v128, s2: v128, s3: v128): void {
  const a = lowHalves(s0, s1);
  const b = highHalves(s0, s1);
  const c = lowHalves(s2, s3);
  const d = highHalves(s2, s3);
  let r0 = firstPairs(a, c);
  let r1 = secondPairs(a, c);
  let r2 = firstPairs(b, d);
  let r3 = secondPairs(b, d);
  // Padded inputs get no error.
  const padded = op.inputs - k;
  if (padded < 4) {
    const keep = firstLanes(padded);
    r0 = v128.and(r0, keep);
    r1 = v128.and(r1, keep);
    r2 = v128.and(r2, keep);
    r3 = v128.and(r3, keep);
  }
  if (op.activation !== 0) {
    const row = op.input + ((<usize>(i * op.inputStride + k)) << 2);
    const stride = (<usize>op.inputStride) << 2;
    r0 = f32x4.mul(r0, slope(op.activation, v128.load(row)));
    r1 = f32x4.mul(r1, slope(op.activation, v128.load(row + stride)));
    r2 = f32x4.mul(r2, slope(op.activation, v128.load(row + stride * 2)));
    r3 = f32x4.mul(r3, slope(op.activation, v128.load(row + stride * 3)));
  }
  storeErrors(op, k, i, vanish(r0), vanish(r1), vanish(r2), vanish(r3));
}

/** Stores the errors of four units (k …, one vector for each of four examples) and, if wanted, in columns. */
function storeErrors(op: DenseOp, k: i32, i: i32, r0: v128, r1: v128, r2: v128, r3: v128): void {
  const row = <usize>op.belowRow;
  const at = placeOf(op, k, i);
  v128.store(at, r0);
  v128.store(at + row, r1);
  v128.store(at + row * 2, r2);
  v128.store(at + row * 3, r3);
  if (op.belowT === 0) return;
  const a = lowHalves(r0, r1);
  const b = highHalves(r0, r1);
  const c = lowHalves(r2, r3);
  const d = highHalves(r2, r3);
  const to = columnOf(op.belowT, op.inputs, i) + <usize>k * COLUMN;
  v128.store(to, firstPairs(a, c));
  v128.store(to, secondPairs(a, c), COLUMN);
  v128.store(to, firstPairs(b, d), COLUMN * 2);
  v128.store(to, secondPairs(b, d), COLUMN * 3);
}
