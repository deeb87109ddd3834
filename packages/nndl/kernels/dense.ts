// The fully connected layer. Every sum runs over its index in ascending order, in one accumulator that starts at +0, so
// which kernel computes it, on which thread, in which tile, changes no bit; and leaving out a product with an exact 0
// changes none either.
//
// Weights lie in panels of 16 units: panel p holds, for input k, the 16 weights to units 16p … 16p+15 (64 bytes).
// Rows of activations are padded to whole panels. Errors δ are kept twice: in panels (16 units of one example together,
// for gradients) and in columns (one unit's errors for eight examples together, to go back through the weights).
import { activate } from "./activations.ts";
import { forwardFew, gradientFew } from "./dense-few.ts";
import { DenseOp, deliver, PANEL, panels } from "./dense-op.ts";
import { count, rate } from "./frame.ts";
import { forwardEntries, gradientEntries, groupCount, groupWidth, panelsPerGroup, transposeEntries } from "./sparse.ts";
import { handOver, shareFrom, shareTo, takeOver, thread, threads } from "./threads.ts";

/** Examples that one item of work covers: items are (panels × blocks of examples), shared among the threads. */
const BLOCK: i32 = 32;

/** The same where panels alone give every thread work: weights that no cache holds are fetched once for so many examples. */
const LONG_BLOCK: i32 = 128;

/** The same where two take turns: the second thread waits for the first's first item, and the first for the second's last. */
const TURN: i32 = 4;

/** Inputs that one item of the gradient covers. */
const INPUTS: i32 = 64;

/** Inputs that are gathered at once: one cache line of each row. */
const GATHERED: i32 = 16;

/**
 * Rows, where there are many, that are added up before the next ones: a line (64 bytes) of each one's inputs and of its errors
 * stays in the nearest cache until all of it has been used, and whole rows in the next one.
 */
const ROWS: i32 = 192;

/**
 * Whether a pair of threads shares the layer's inputs, going forward as going back: each keeps the weights from its own
 * inputs near, and none go from core to core. Going forward they take turns: the first adds up its inputs' products, of
 * one panel after another, and the second goes on with each sum, in the order that the sum has anyway. Each must have a
 * block of inputs: who has none neither waits nor hands over rightly.
 */
function sharesInputs(op: DenseOp): bool {
  return op.pairs !== 0 && threads === 2 && op.lengths === 0 && op.inputs > INPUTS;
}

/** z = w·x + b, then the activation. */
export function denseForward(op: DenseOp): void {
  const byTurns = sharesInputs(op);
  const block = byTurns ? TURN : panels(op.units) < 8 * threads ? BLOCK : LONG_BLOCK;
  const blocks = (count + block - 1) / block;
  const packed = op.lengths !== 0;
  const size = packed ? panelsPerGroup(op.units, blocks) : 1;
  const groups = groupCount(op.units, size);
  const items = groups * blocks;
  const inputBlocks = (op.inputs + INPUTS - 1) / INPUTS;
  const firstInput = byTurns ? shareFrom(inputBlocks) * INPUTS : 0;
  const lastInput = byTurns ? min(op.inputs, shareTo(inputBlocks) * INPUTS) : op.inputs;
  for (let item = byTurns ? 0 : shareFrom(items), to = byTurns ? items : shareTo(items); item < to; item++) {
    const group = item % groups;
    const panel = group * size;
    const width = groupWidth(op.units, group, size);
    const firstRow = (item / groups) * block;
    const lastRow = min(count, firstRow + block);
    if (byTurns && firstInput > 0) takeOver();
    if (packed) forwardEntries(op, panel, width, firstRow, lastRow);
    else if (width > 4) forwardRows(op, panel, firstRow, lastRow, firstInput, lastInput);
    else forwardFew(op, panel, firstRow, lastRow, firstInput, lastInput);
    if (lastInput < op.inputs) handOver();
    else if (op.activation !== 0) {
      for (let i = firstRow; i < lastRow; i++)
        activate(op.activation, op.output + ((<usize>(i * op.outputStride + panel * 16)) << 2), (width + 3) >> 2);
    }
  }
}

/** Some inputs of rows of floats times one panel: two rows at a time, 16 units. The output holds the sums so far. */
function forwardRows(op: DenseOp, panel: i32, firstRow: i32, lastRow: i32, firstInput: i32, lastInput: i32): void {
  const weights = op.weights + (<usize>panel * op.inputs + firstInput) * PANEL;
  const bias = op.biases + ((<usize>panel) << 6);
  const stride = (<usize>op.inputStride) << 2;
  const bytes = (<usize>(lastInput - firstInput)) << 2;
  const begins = firstInput === 0;
  const ends = lastInput === op.inputs;
  const b0 = v128.load(bias);
  const b1 = v128.load(bias, 16);
  const b2 = v128.load(bias, 32);
  const b3 = v128.load(bias, 48);
  const zero = f32x4.splat(0);
  for (let i = firstRow; i < lastRow; i += 2) {
    let x = op.input + <usize>i * stride + ((<usize>firstInput) << 2);
    // An odd last row is computed twice, into the same place.
    const next: usize = i + 1 < lastRow ? stride : 0;
    const out = op.output + ((<usize>(i * op.outputStride + panel * 16)) << 2);
    const outNext = i + 1 < lastRow ? out + ((<usize>op.outputStride) << 2) : out;
    let s0 = zero;
    let s1 = zero;
    let s2 = zero;
    let s3 = zero;
    let t0 = zero;
    let t1 = zero;
    let t2 = zero;
    let t3 = zero;
    if (!begins) {
      s0 = v128.load(out);
      s1 = v128.load(out, 16);
      s2 = v128.load(out, 32);
      s3 = v128.load(out, 48);
      t0 = v128.load(outNext);
      t1 = v128.load(outNext, 16);
      t2 = v128.load(outNext, 32);
      t3 = v128.load(outNext, 48);
    }
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
    if (ends) {
      s0 = f32x4.add(s0, b0);
      s1 = f32x4.add(s1, b1);
      s2 = f32x4.add(s2, b2);
      s3 = f32x4.add(s3, b3);
      t0 = f32x4.add(t0, b0);
      t1 = f32x4.add(t1, b1);
      t2 = f32x4.add(t2, b2);
      t3 = f32x4.add(t3, b3);
    }
    v128.store(outNext, t0);
    v128.store(outNext, t1, 16);
    v128.store(outNext, t2, 32);
    v128.store(outNext, t3, 48);
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
  }
}

/** ∂C/∂w and ∂C/∂b, summed over the mini-batch; when fused, the update by plain SGD in the same pass. */
export function denseGradient(op: DenseOp): void {
  if (op.lengths !== 0) {
    transposeEntries(op);
    const size = panelsPerGroup(op.units, 1);
    const groups = groupCount(op.units, size);
    gradientEntries(op, size, shareFrom(groups), shareTo(groups));
  } else {
    // Items are (panels × blocks of inputs), so that a layer of few units still gives every thread work.
    const gathers = op.transposed !== 0;
    const size = gathers ? GATHERED : INPUTS;
    const blocks = (op.inputs + size - 1) / size;
    const all = panels(op.units);
    const items = all * blocks;
    const across = gathers || sharesInputs(op);
    const rows = op.sums === 0 ? count : ROWS;
    const room = op.transposed + <usize>thread * op.transposedBytes;
    let input = op.input;
    let stride = (<usize>op.inputStride) << 2;
    let gathered = -1;
    for (let first = 0; first < count; first += rows) {
      const last = min(count, first + rows);
      for (let item = shareFrom(items), to = shareTo(items); item < to; item++) {
        const panel = across ? item % all : item / blocks;
        const from = (across ? item / all : item % blocks) * size;
        const to = min(op.inputs, from + size);
        if (gathers && from !== gathered) {
          gatherInputs(op, from, to, room);
          gathered = from;
          // Input 0 would lie there.
          input = room - ((<usize>from) << 2);
          stride = PANEL;
        }
        if (op.units - panel * 16 > 4) gradientRows(op, panel, from, to, first, last, input, stride);
        else if (last === count) gradientFew(op, panel, from, to);
      }
    }
  }
  // A layer's second matrix has no biases of its own.
  if (op.biases === 0) return;
  for (let panel = shareFrom(panels(op.units)), to = shareTo(panels(op.units)); panel < to; panel++)
    biasGradient(op, panel);
}

/** Copies some inputs of all rows to where they lie a line apart; up to three more of each row come along. */
function gatherInputs(op: DenseOp, from: i32, to: i32, room: usize): void {
  const stride = (<usize>op.inputStride) << 2;
  let x = op.input + ((<usize>from) << 2);
  for (let i = 0; i < count; i++) {
    for (let at: usize = 0; at < (<usize>(to - from)) << 2; at += 16) v128.store(room + at, v128.load(x + at));
    x += stride;
    room += PANEL;
  }
}

function biasGradient(op: DenseOp, panel: i32): void {
  const at = (<usize>panel) << 6;
  for (let quad: usize = 0; quad < 64; quad += 16) {
    let d = op.delta + <usize>(panel * op.deltaPanel) + quad;
    let sum = f32x4.splat(0);
    for (let i = 0; i < count; i++) {
      sum = f32x4.add(sum, v128.load(d));
      d += op.deltaRow;
    }
    const target = (op.fused ? op.biases : op.biasGradient) + at + quad;
    if (op.fused) sum = f32x4.add(v128.load(target), f32x4.mul(f32x4.splat(rate), sum));
    v128.store(target, sum);
  }
}

/** Some rows of floats: inputs from … to, one panel; two inputs at a time, 16 units. */
function gradientRows(
  op: DenseOp,
  panel: i32,
  from: i32,
  to: i32,
  firstRow: i32,
  lastRow: i32,
  input: usize,
  stride: usize,
): void {
  const pitch = <usize>op.deltaRow;
  const errors = op.delta + <usize>(panel * op.deltaPanel) + <usize>firstRow * pitch;
  const errorsEnd = errors + <usize>(lastRow - firstRow) * pitch;
  const zero = f32x4.splat(0);
  const at = <usize>panel * op.inputs * PANEL;
  const begins = firstRow === 0;
  const ends = lastRow === count;
  for (let k = from; k < to; k += 2) {
    const second: usize = k + 1 < to ? 4 : 0;
    const offset = at + <usize>k * PANEL;
    // An odd last input is computed twice, into the same place.
    const sums = op.sums + offset;
    const sumsSecond = sums + (second << 4);
    let x = input + <usize>firstRow * stride + ((<usize>k) << 2);
    let g0 = zero;
    let g1 = zero;
    let g2 = zero;
    let g3 = zero;
    let h0 = zero;
    let h1 = zero;
    let h2 = zero;
    let h3 = zero;
    if (!begins) {
      g0 = v128.load(sums);
      g1 = v128.load(sums, 16);
      g2 = v128.load(sums, 32);
      g3 = v128.load(sums, 48);
      h0 = v128.load(sumsSecond);
      h1 = v128.load(sumsSecond, 16);
      h2 = v128.load(sumsSecond, 32);
      h3 = v128.load(sumsSecond, 48);
    }
    for (let d = errors; d < errorsEnd; d += pitch) {
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
    if (ends) {
      deliver(op, offset, g0, g1, g2, g3);
      if (second !== 0) deliver(op, offset + PANEL, h0, h1, h2, h3);
    } else {
      v128.store(sumsSecond, h0);
      v128.store(sumsSecond, h1, 16);
      v128.store(sumsSecond, h2, 32);
      v128.store(sumsSecond, h3, 48);
      v128.store(sums, g0);
      v128.store(sums, g1, 16);
      v128.store(sums, g2, 32);
      v128.store(sums, g3, 48);
    }
  }
}
