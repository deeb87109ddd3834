// The last panel of a fully connected layer, where it has at most four units: one vector for each input instead of four. The
// sums are those of dense.ts: the same bits.
import { DenseOp, PANEL, updated } from "./dense-op.ts";
import { count, frame, rate } from "./frame.ts";

/** Some inputs of rows of floats times the panel: five rows at a time. The output holds the sums so far. */
export function forwardFew(
  op: DenseOp,
  panel: i32,
  firstRow: i32,
  lastRow: i32,
  firstInput: i32,
  lastInput: i32,
): void {
  const weights = op.weights + (<usize>panel * op.inputs + firstInput) * PANEL;
  const stride = (<usize>op.inputStride) << 2;
  const bytes = (<usize>(lastInput - firstInput)) << 2;
  const pitch = (<usize>op.outputStride) << 2;
  const zero = f32x4.splat(0);
  const bias = lastInput === op.inputs ? v128.load(op.biases + ((<usize>panel) << 6)) : zero;
  for (let i = firstRow; i < lastRow; i += 5) {
    // Rows past the last one are the first again, computed into the same place.
    const left = lastRow - i;
    const d1 = <usize>(left > 1);
    const d2 = <usize>(left > 2 ? 2 : 0);
    const d3 = <usize>(left > 3 ? 3 : 0);
    const d4 = <usize>(left > 4 ? 4 : 0);
    let x = op.input + <usize>i * stride + ((<usize>firstInput) << 2);
    const out = op.output + ((<usize>(i * op.outputStride + panel * 16)) << 2);
    let s0 = zero,
      s1 = zero,
      s2 = zero,
      s3 = zero,
      s4 = zero;
    if (firstInput > 0) {
      s0 = v128.load(out);
      s1 = v128.load(out + d1 * pitch);
      s2 = v128.load(out + d2 * pitch);
      s3 = v128.load(out + d3 * pitch);
      s4 = v128.load(out + d4 * pitch);
    }
    let w = weights;
    for (const end = x + bytes; x < end; x += 4) {
      const w0 = v128.load(w);
      s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(x), w0));
      s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(x + d1 * stride), w0));
      s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(x + d2 * stride), w0));
      s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(x + d3 * stride), w0));
      s4 = f32x4.add(s4, f32x4.mul(v128.load32_splat(x + d4 * stride), w0));
      w += PANEL;
    }
    v128.store(out + d4 * pitch, f32x4.add(s4, bias));
    v128.store(out + d3 * pitch, f32x4.add(s3, bias));
    v128.store(out + d2 * pitch, f32x4.add(s2, bias));
    v128.store(out + d1 * pitch, f32x4.add(s1, bias));
    v128.store(out, f32x4.add(s0, bias));
  }
}

/** The gradient of the panel, inputs from … to: eight inputs at a time. */
export function gradientFew(op: DenseOp, panel: i32, from: i32, to: i32): void {
  const stride = (<usize>op.inputStride) << 2;
  const pitch = <usize>op.deltaRow;
  const errors = op.delta + <usize>(panel * op.deltaPanel);
  const errorsEnd = errors + <usize>count * pitch;
  const zero = f32x4.splat(0);
  for (let k = from; k < to; k += 8) {
    // Inputs past the last one are the last again, and what they give is not delivered.
    const left = to - k;
    const d1 = <usize>min(left - 1, 1);
    const d2 = <usize>min(left - 1, 2);
    const d3 = <usize>min(left - 1, 3);
    const d4 = <usize>min(left - 1, 4);
    const d5 = <usize>min(left - 1, 5);
    const d6 = <usize>min(left - 1, 6);
    const d7 = <usize>min(left - 1, 7);
    let x = op.input + ((<usize>k) << 2);
    let g0 = zero,
      g1 = zero,
      g2 = zero,
      g3 = zero,
      g4 = zero,
      g5 = zero,
      g6 = zero,
      g7 = zero;
    for (let d = errors; d < errorsEnd; d += pitch) {
      const e = v128.load(d);
      g0 = f32x4.add(g0, f32x4.mul(v128.load32_splat(x), e));
      g1 = f32x4.add(g1, f32x4.mul(v128.load32_splat(x + (d1 << 2)), e));
      g2 = f32x4.add(g2, f32x4.mul(v128.load32_splat(x + (d2 << 2)), e));
      g3 = f32x4.add(g3, f32x4.mul(v128.load32_splat(x + (d3 << 2)), e));
      g4 = f32x4.add(g4, f32x4.mul(v128.load32_splat(x + (d4 << 2)), e));
      g5 = f32x4.add(g5, f32x4.mul(v128.load32_splat(x + (d5 << 2)), e));
      g6 = f32x4.add(g6, f32x4.mul(v128.load32_splat(x + (d6 << 2)), e));
      g7 = f32x4.add(g7, f32x4.mul(v128.load32_splat(x + (d7 << 2)), e));
      x += stride;
    }
    const offset = (<usize>panel * op.inputs + k) * PANEL;
    deliverFew(op, offset, g0);
    if (left > 1) deliverFew(op, offset + PANEL, g1);
    if (left > 2) deliverFew(op, offset + PANEL * 2, g2);
    if (left > 3) deliverFew(op, offset + PANEL * 3, g3);
    if (left > 4) deliverFew(op, offset + PANEL * 4, g4);
    if (left > 5) deliverFew(op, offset + PANEL * 5, g5);
    if (left > 6) deliverFew(op, offset + PANEL * 6, g6);
    if (left > 7) deliverFew(op, offset + PANEL * 7, g7);
  }
}

/** Stores four gradients, or updates their weights with them. */
// @inline
function deliverFew(op: DenseOp, offset: usize, g: v128): void {
  if (!op.fused) {
    v128.store(op.weightGradient + offset, g);
    return;
  }
  const at = op.weights + offset;
  const w = v128.load(at);
  const step = f32x4.splat(rate);
  const keep = f32x4.splat(frame.keep);
  if (frame.shrink !== 0) v128.store(at, updated(w, g, keep, f32x4.splat(frame.shrink), step));
  else v128.store(at, f32x4.add(f32x4.mul(w, keep), f32x4.mul(step, g)));
}
