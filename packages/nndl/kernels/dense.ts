// The fully connected layer. Every sum runs over its index in ascending order, in one accumulator that starts at +0, so
// which kernel computes it, on which thread, in which tile, changes no bit; and leaving out a product with an exact 0
// changes none either.
//
// Weights lie in panels of 16 units: panel p holds, for input k, the 16 weights to units 16p … 16p+15 (64 bytes).
// Rows of activations are padded to whole panels. Errors δ are kept twice: in panels (16 units of one example together,
// for gradients) and transposed (one unit's errors for all examples together, to go back through the weights).
import { sigmoidal } from "./activations";
import { count, frame, rate } from "./frame";
import { ENTRY_SHIFT } from "./gather";
import { shareFrom, shareTo, thread, threads } from "./threads";

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
  /** δ of this layer in panels, and transposed. */
  delta: usize;
  deltaT: usize;
  /** Examples that fit into δ: the distance between two units of `deltaT`. */
  rows: i32;
  /** δ of the layer below, or its ∂C/∂a when `activation` is 0; 0 when not wanted in that form. */
  below: usize;
  belowT: usize;
  /** Gradients, laid out as weights and biases; when `fused`, only scratch memory that is all zero between steps. */
  weightGradient: usize;
  biasGradient: usize;
  fused: i32;
  /** Marks of the inputs that are not zero in this mini-batch: a byte each, for each thread. */
  active: usize;
}

const PANEL: usize = 64;

// @ts-ignore: decorator
@inline
function panels(units: i32): i32 {
  return (units + 15) >> 4;
}

// @ts-ignore: decorator
@inline
function madd(sum: v128, x: v128, w: usize, offset: usize): v128 {
  return f32x4.add(sum, f32x4.mul(x, v128.load(w + offset)));
}

// ---------------------------------------------------------------------------------------------------- forward

/** Examples that one item of work covers: items are (panels × blocks of examples), shared among the threads. */
const BLOCK: i32 = 32;

/** z = w·x + b, then the activation. */
export function denseForward(op: DenseOp): void {
  // Two panels at once keep eight sums in registers; one at a time when that is what gives every thread work.
  const all = panels(op.units);
  const blocks = (count + BLOCK - 1) / BLOCK;
  const group = (all + 1) / 2 * blocks >= threads ? 2 : 1;
  const groups = (all + group - 1) / group;
  const items = groups * blocks;
  for (let item = shareFrom(items), to = shareTo(items); item < to; item++) {
    const panel = (item % groups) * group;
    const firstRow = (item / groups) * BLOCK;
    const lastRow = min(count, firstRow + BLOCK);
    const width = min(group * 16, op.units - panel * 16);
    if (op.lengths != 0) {
      for (let i = firstRow; i < lastRow; i++) forwardEntries(op, panel, width, i);
    } else {
      for (let p = panel, end = min(all, panel + group); p < end; p++) forwardRows(op, p, firstRow, lastRow);
    }
    if (op.activation != 0)
      for (let i = firstRow; i < lastRow; i++)
        sigmoidal(op.activation, op.output + (<usize>(i * op.outputStride + panel * 16) << 2), (width + 3) >> 2);
  }
}

/** One packed example times one panel or two; the width is in units. */
function forwardEntries(op: DenseOp, panel: i32, width: i32, i: i32): void {
  let entry = op.input + (<usize>(i * op.inputStride) << ENTRY_SHIFT);
  const end = entry + (<usize>load<i32>(op.lengths + (<usize>i << 2)) << ENTRY_SHIFT);
  const first = op.weights + <usize>panel * op.inputs * PANEL;
  const out = op.output + (<usize>(i * op.outputStride + panel * 16) << 2);
  const bias = op.biases + (<usize>panel << 6);
  const zero = f32x4.splat(0);
  let s0 = zero;
  let s1 = zero;
  let s2 = zero;
  let s3 = zero;
  if (width > 16) {
    const second = first + <usize>op.inputs * PANEL;
    let s4 = zero;
    let s5 = zero;
    let s6 = zero;
    let s7 = zero;
    for (; entry < end; entry += 8) {
      const at = <usize>load<u32>(entry);
      const x = v128.load32_splat(entry, 4);
      const w = first + at;
      s0 = madd(s0, x, w, 0);
      s1 = madd(s1, x, w, 16);
      s2 = madd(s2, x, w, 32);
      s3 = madd(s3, x, w, 48);
      const u = second + at;
      s4 = madd(s4, x, u, 0);
      s5 = madd(s5, x, u, 16);
      s6 = madd(s6, x, u, 32);
      s7 = madd(s7, x, u, 48);
    }
    v128.store(out, f32x4.add(s4, v128.load(bias, 64)), 64);
    v128.store(out, f32x4.add(s5, v128.load(bias, 80)), 80);
    v128.store(out, f32x4.add(s6, v128.load(bias, 96)), 96);
    v128.store(out, f32x4.add(s7, v128.load(bias, 112)), 112);
  } else if (width > 4) {
    for (; entry < end; entry += 8) {
      const x = v128.load32_splat(entry, 4);
      const w = first + <usize>load<u32>(entry);
      s0 = madd(s0, x, w, 0);
      s1 = madd(s1, x, w, 16);
      s2 = madd(s2, x, w, 32);
      s3 = madd(s3, x, w, 48);
    }
  } else {
    for (; entry < end; entry += 8) s0 = madd(s0, v128.load32_splat(entry, 4), first + <usize>load<u32>(entry), 0);
  }
  v128.store(out, f32x4.add(s0, v128.load(bias)));
  v128.store(out, f32x4.add(s1, v128.load(bias, 16)), 16);
  v128.store(out, f32x4.add(s2, v128.load(bias, 32)), 32);
  v128.store(out, f32x4.add(s3, v128.load(bias, 48)), 48);
}

/** Rows of floats times one panel: two rows at a time, 16 units. */
function forwardRows(op: DenseOp, panel: i32, firstRow: i32, lastRow: i32): void {
  const weights = op.weights + <usize>panel * op.inputs * PANEL;
  const bias = op.biases + (<usize>panel << 6);
  const stride = <usize>op.inputStride << 2;
  const bytes = <usize>op.inputs << 2;
  const b0 = v128.load(bias);
  const b1 = v128.load(bias, 16);
  const b2 = v128.load(bias, 32);
  const b3 = v128.load(bias, 48);
  const zero = f32x4.splat(0);
  for (let i = firstRow; i < lastRow; i += 2) {
    let x = op.input + <usize>i * stride;
    // An odd last row is computed twice, into the same place.
    const next: usize = i + 1 < lastRow ? stride : 0;
    const out = op.output + (<usize>(i * op.outputStride + panel * 16) << 2);
    const outNext = i + 1 < lastRow ? out + (<usize>op.outputStride << 2) : out;
    let s0 = zero;
    let s1 = zero;
    let s2 = zero;
    let s3 = zero;
    let t0 = zero;
    let t1 = zero;
    let t2 = zero;
    let t3 = zero;
    let w = weights;
    for (const end = x + bytes; x < end; x += 4) {
      const a = v128.load32_splat(x);
      const b = v128.load32_splat(x + next);
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
    v128.store(outNext, f32x4.add(t0, b0));
    v128.store(outNext, f32x4.add(t1, b1), 16);
    v128.store(outNext, f32x4.add(t2, b2), 32);
    v128.store(outNext, f32x4.add(t3, b3), 48);
    v128.store(out, f32x4.add(s0, b0));
    v128.store(out, f32x4.add(s1, b1), 16);
    v128.store(out, f32x4.add(s2, b2), 32);
    v128.store(out, f32x4.add(s3, b3), 48);
  }
}

// ------------------------------------------------------------------------------------------- gradient and update

/** ∂C/∂w and ∂C/∂b, summed over the mini-batch; when fused, the update by plain SGD in the same pass. */
export function denseGradient(op: DenseOp): void {
  const all = panels(op.units);
  if (op.lengths != 0) {
    for (let panel = shareFrom(all), to = shareTo(all); panel < to; ) {
      const pair = panel + 1 < to;
      gradientEntries(op, panel, min((pair ? 32 : 16), op.units - panel * 16), panel + (pair ? 2 : 1) >= to);
      panel += pair ? 2 : 1;
    }
    for (let panel = shareFrom(all), to = shareTo(all); panel < to; panel++) biasGradient(op, panel);
    return;
  }
  // Items are (panels × blocks of inputs), so that a layer of few units still gives every thread work.
  const block = 64;
  const blocks = (op.inputs + block - 1) / block;
  const items = all * blocks;
  for (let item = shareFrom(items), to = shareTo(items); item < to; item++) {
    const panel = item / blocks;
    const from = (item % blocks) * block;
    gradientRows(op, panel, from, min(op.inputs, from + block));
    if (from == 0) biasGradient(op, panel);
  }
}

function biasGradient(op: DenseOp, panel: i32): void {
  const at = <usize>panel << 6;
  for (let quad: usize = 0; quad < 64; quad += 16) {
    let d = op.delta + <usize>(panel * op.rows) * PANEL + quad;
    let sum = f32x4.splat(0);
    for (let i = 0; i < count; i++) {
      sum = f32x4.add(sum, v128.load(d));
      d += PANEL;
    }
    const target = (op.fused ? op.biases : op.biasGradient) + at + quad;
    if (op.fused) sum = f32x4.add(v128.load(target), f32x4.mul(f32x4.splat(rate), sum));
    v128.store(target, sum);
  }
}

/** w ← w·keep − shrink·sgn(w) + rate·g, for four weights; rate is −η/m. */
// @ts-ignore: decorator
@inline
function updated(w: v128, g: v128, keep: v128, shrink: v128, step: v128): v128 {
  const zero = f32x4.splat(0);
  const sign = f32x4.sub(
    v128.and(f32x4.gt(w, zero), f32x4.splat(1)),
    v128.and(f32x4.lt(w, zero), f32x4.splat(1)),
  );
  return f32x4.add(f32x4.sub(f32x4.mul(w, keep), f32x4.mul(shrink, sign)), f32x4.mul(step, g));
}

/** Rows of floats: inputs from … to, one panel; two inputs at a time, 16 units. */
function gradientRows(op: DenseOp, panel: i32, from: i32, to: i32): void {
  const stride = <usize>op.inputStride << 2;
  const errors = op.delta + <usize>(panel * op.rows) * PANEL;
  const errorsEnd = errors + <usize>count * PANEL;
  const zero = f32x4.splat(0);
  const at = (<usize>panel * op.inputs) * PANEL;
  for (let k = from; k < to; k += 2) {
    const second: usize = k + 1 < to ? 4 : 0;
    let x = op.input + (<usize>k << 2);
    let g0 = zero;
    let g1 = zero;
    let g2 = zero;
    let g3 = zero;
    let h0 = zero;
    let h1 = zero;
    let h2 = zero;
    let h3 = zero;
    for (let d = errors; d < errorsEnd; d += PANEL) {
      const a = v128.load32_splat(x);
      const b = v128.load32_splat(x + second);
      const d0 = v128.load(d);
      const d1 = v128.load(d, 16);
      const d2 = v128.load(d, 32);
      const d3 = v128.load(d, 48);
      g0 = f32x4.add(g0, f32x4.mul(a, d0));
      g1 = f32x4.add(g1, f32x4.mul(a, d1));
      g2 = f32x4.add(g2, f32x4.mul(a, d2));
      g3 = f32x4.add(g3, f32x4.mul(a, d3));
      h0 = f32x4.add(h0, f32x4.mul(b, d0));
      h1 = f32x4.add(h1, f32x4.mul(b, d1));
      h2 = f32x4.add(h2, f32x4.mul(b, d2));
      h3 = f32x4.add(h3, f32x4.mul(b, d3));
      x += stride;
    }
    const offset = at + <usize>k * PANEL;
    deliver(op, offset, g0, g1, g2, g3);
    if (second != 0) deliver(op, offset + PANEL, h0, h1, h2, h3);
  }
}

/** Stores 16 gradients, or updates their weights with them. */
// @ts-ignore: decorator
@inline
function deliver(op: DenseOp, offset: usize, g0: v128, g1: v128, g2: v128, g3: v128): void {
  if (op.fused) {
    const w = op.weights + offset;
    const step = f32x4.splat(rate);
    const keep = f32x4.splat(frame.keep);
    if (frame.shrink != 0) {
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

// @ts-ignore: decorator
@inline
function accumulate(g: usize, x: v128, d: v128, offset: usize): void {
  v128.store(g + offset, f32x4.add(v128.load(g + offset), f32x4.mul(x, d)));
}

/**
 * Packed examples: each adds its non-zero inputs times its errors to the gradient of one panel or two, which is all
 * zero before; the update then visits only the weights of inputs that some example has, and clears what it used.
 */
function gradientEntries(op: DenseOp, panel: i32, width: i32, last: bool): void {
  const active = op.active + <usize>threadOffset(op);
  const span = <usize>op.inputs * PANEL;
  const first = op.weightGradient + <usize>panel * span;
  const second = first + span;
  const everything = !op.fused || frame.keep != 1 || frame.shrink != 0;
  if (!op.fused) memory.fill(first, 0, width > 16 ? span * 2 : span);
  for (let i = 0; i < count; i++) {
    let entry = op.input + (<usize>(i * op.inputStride) << ENTRY_SHIFT);
    const end = entry + (<usize>load<i32>(op.lengths + (<usize>i << 2)) << ENTRY_SHIFT);
    const d = op.delta + <usize>(panel * op.rows + i) * PANEL;
    const d0 = v128.load(d);
    const d1 = v128.load(d, 16);
    const d2 = v128.load(d, 32);
    const d3 = v128.load(d, 48);
    if (width > 16) {
      const e = d + <usize>op.rows * PANEL;
      const e0 = v128.load(e);
      const e1 = v128.load(e, 16);
      const e2 = v128.load(e, 32);
      const e3 = v128.load(e, 48);
      for (; entry < end; entry += 8) {
        const at = <usize>load<u32>(entry);
        const x = v128.load32_splat(entry, 4);
        const g = first + at;
        accumulate(g, x, d0, 0);
        accumulate(g, x, d1, 16);
        accumulate(g, x, d2, 32);
        accumulate(g, x, d3, 48);
        const h = second + at;
        accumulate(h, x, e0, 0);
        accumulate(h, x, e1, 16);
        accumulate(h, x, e2, 32);
        accumulate(h, x, e3, 48);
        store<u8>(active + (at >> 6), 1);
      }
    } else if (width > 4) {
      for (; entry < end; entry += 8) {
        const at = <usize>load<u32>(entry);
        const x = v128.load32_splat(entry, 4);
        const g = first + at;
        accumulate(g, x, d0, 0);
        accumulate(g, x, d1, 16);
        accumulate(g, x, d2, 32);
        accumulate(g, x, d3, 48);
        store<u8>(active + (at >> 6), 1);
      }
    } else {
      for (; entry < end; entry += 8) {
        const at = <usize>load<u32>(entry);
        accumulate(first + at, v128.load32_splat(entry, 4), d0, 0);
        store<u8>(active + (at >> 6), 1);
      }
    }
  }
  if (op.fused) {
    const zero = f32x4.splat(0);
    for (let k = 0; k < op.inputs; k++) {
      if (!everything && load<u8>(active + k) == 0) continue;
      let offset = (<usize>panel * op.inputs + k) * PANEL;
      for (let part = 0; part < (width > 16 ? 2 : 1); part++) {
        const g = op.weightGradient + offset;
        deliver(op, offset, v128.load(g), v128.load(g, 16), v128.load(g, 32), v128.load(g, 48));
        v128.store(g, zero);
        v128.store(g, zero, 16);
        v128.store(g, zero, 32);
        v128.store(g, zero, 48);
        offset += span;
      }
    }
  }
  if (last) memory.fill(active, 0, op.inputs);
}

function threadOffset(op: DenseOp): i32 {
  return ((op.inputs + 63) & ~63) * thread;
}
