// Updates that keep a state of their own, over the flat arrays of one parameter. The formulas stand in
// src/functions/optimizers; the numbers c0 … c6 are prepared by src/engines/wasm/update-numbers.ts.
import { updated } from "./dense-op.ts";
import { frame, rate } from "./frame.ts";
import { ADAMW, MOMENTUM, NESTEROV, RMSPROP, SGD } from "./generated/codes.ts";
import { shareFrom, shareTo } from "./threads.ts";

@unmanaged
export class UpdateOp {
  code: i32;
  rule: i32;
  /** Numbers in each array, a multiple of 4. */
  length: i32;
  parameter: usize;
  gradient: usize;
  state0: usize;
  state1: usize;
  regularized: i32;
}

export function update(op: UpdateOp): void {
  if (op.rule === SGD) {
    descend(op);
    return;
  }
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  // 1/m; the penalties λ₂/n and λ₁/n, or with AdamW ηλ₂/n and ηλ₁/n; they are 0 for biases.
  const inverse = f32x4.splat(frame.c6);
  const l2 = f32x4.splat(op.regularized ? frame.keep : 0);
  const l1 = f32x4.splat(op.regularized ? frame.shrink : 0);
  const c0 = f32x4.splat(frame.c0);
  const c1 = f32x4.splat(frame.c1);
  const c2 = f32x4.splat(frame.c2);
  const c3 = f32x4.splat(frame.c3);
  const c4 = f32x4.splat(frame.c4);
  const c5 = f32x4.splat(frame.c5);
  const quads = op.length >> 2;
  for (let q = shareFrom(quads), to = shareTo(quads); q < to; q++) {
    const offset = (<usize>q) << 4;
    let w = v128.load(op.parameter + offset);
    let g = f32x4.mul(v128.load(op.gradient + offset), inverse);
    const sign = f32x4.sub(v128.and(f32x4.gt(w, zero), one), v128.and(f32x4.lt(w, zero), one));
    const penalty = f32x4.add(f32x4.mul(l2, w), f32x4.mul(l1, sign));
    if (op.rule === ADAMW) w = f32x4.sub(w, penalty);
    else g = f32x4.add(g, penalty);
    const first = v128.load(op.state0 + offset);
    if (op.rule === MOMENTUM || op.rule === NESTEROV) {
      // c0 = μ, c1 = η
      const step = f32x4.mul(c1, g);
      const velocity = f32x4.sub(f32x4.mul(c0, first), step);
      v128.store(op.state0 + offset, velocity);
      w = f32x4.add(w, op.rule === MOMENTUM ? velocity : f32x4.sub(f32x4.mul(c0, velocity), step));
    } else if (op.rule === RMSPROP) {
      // c0 = ρ, c1 = 1 − ρ, c2 = η, c3 = ε
      const square = f32x4.add(f32x4.mul(c0, first), f32x4.mul(c1, f32x4.mul(g, g)));
      v128.store(op.state0 + offset, square);
      w = f32x4.sub(w, f32x4.div(f32x4.mul(c2, g), f32x4.add(f32x4.sqrt(square), c3)));
    } else {
      // c0 = β₁, c1 = 1 − β₁, c2 = β₂, c3 = 1 − β₂, c4 = η/(1 − β₁^t), c5 = 1/(1 − β₂^t), epsilon = ε
      const mean = f32x4.add(f32x4.mul(c0, first), f32x4.mul(c1, g));
      const second = v128.load(op.state1 + offset);
      const square = f32x4.add(f32x4.mul(c2, second), f32x4.mul(c3, f32x4.mul(g, g)));
      v128.store(op.state0 + offset, mean);
      v128.store(op.state1 + offset, square);
      const size = f32x4.add(f32x4.sqrt(f32x4.mul(square, c5)), f32x4.splat(frame.epsilon));
      w = f32x4.sub(w, f32x4.div(f32x4.mul(c4, mean), size));
    }
    v128.store(op.parameter + offset, w);
  }
}

/** Plain SGD, for parameters whose gradient is not at once made an update: w ← w·keep − shrink·sgn(w) + rate·g. */
function descend(op: UpdateOp): void {
  const step = f32x4.splat(rate);
  const keep = f32x4.splat(op.regularized ? frame.keep : 1);
  const shrink = f32x4.splat(op.regularized ? frame.shrink : 0);
  const quads = op.length >> 2;
  for (let q = shareFrom(quads), to = shareTo(quads); q < to; q++) {
    const w = op.parameter + ((<usize>q) << 4);
    v128.store(w, updated(v128.load(w), v128.load(op.gradient + ((<usize>q) << 4)), keep, shrink, step));
  }
}
