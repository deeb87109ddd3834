// The activations that map each number by itself; softmax, which needs a whole row, is with the outputs.
import { ELU, GELU, LEAKY_RELU, RELU, SIGMOID, SOFTMAX, SWISH, TANH } from "./generated/codes.ts";
import { beforeTailEnd, bell, expm1, gaussianTail, logistic, tanh } from "./math.ts";

const LEAK: f32 = 0.01;
/** 1/√2π */
const BELL_HEIGHT: f32 = 0.3989422804014327;

/** a = f(z) in place, for `quads` times four numbers. */
export function activate(activation: i32, at: usize, quads: i32): void {
  const end = at + ((<usize>quads) << 4);
  if (activation === SIGMOID) for (; at < end; at += 16) v128.store(at, logistic(v128.load(at)));
  else if (activation === TANH) for (; at < end; at += 16) v128.store(at, tanh(v128.load(at)));
  else if (activation === RELU) for (; at < end; at += 16) v128.store(at, f32x4.pmax(v128.load(at), f32x4.splat(0)));
  else if (activation > SOFTMAX) for (; at < end; at += 16) v128.store(at, otherActivated(activation, v128.load(at)));
}

/** f(z) of four numbers, for one of the activations that map each number by itself. */
export function activated(activation: i32, z: v128): v128 {
  if (activation === SIGMOID) return logistic(z);
  if (activation === TANH) return tanh(z);
  if (activation === RELU) return f32x4.pmax(z, f32x4.splat(0));
  return activation > SOFTMAX ? otherActivated(activation, z) : z;
}

/** f′ of four units: from a = f(z), or from z for those activations whose slope a does not tell (`slopeFrom` of their definitions). */
// @inline
export function slope(activation: i32, a: v128): v128 {
  const one = f32x4.splat(1);
  if (activation === SIGMOID) return f32x4.mul(a, f32x4.sub(one, a));
  if (activation === TANH) return f32x4.sub(one, f32x4.mul(a, a));
  if (activation === RELU) return v128.and(f32x4.gt(a, f32x4.splat(0)), one);
  return activation > SOFTMAX ? otherSlope(activation, a) : one;
}

/** Whether the slope is a function of z, not of a. */
// @inline
export function slopesFromZ(activation: i32): bool {
  return activation === GELU || activation === SWISH;
}

// Exported (see index.ts) to stay functions of their own: written into every kernel that has a slope they would slow it down.

export function otherActivated(activation: i32, z: v128): v128 {
  const zero = f32x4.splat(0);
  const positive = f32x4.gt(z, zero);
  if (activation === LEAKY_RELU) return v128.bitselect(z, f32x4.mul(z, f32x4.splat(LEAK)), positive);
  if (activation === ELU) return v128.bitselect(z, expm1(z), positive);
  if (activation === SWISH) return f32x4.mul(aboveFloor(z), logistic(z));
  if (activation === GELU) {
    // z Φ(z) = max(z, 0) − |z| Φ(−|z|)
    const size = beforeTailEnd(f32x4.abs(z));
    return f32x4.sub(f32x4.pmax(z, zero), f32x4.mul(size, gaussianTail(size, bell(size))));
  }
  return unreachable();
}

export function otherSlope(activation: i32, v: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const positive = f32x4.gt(v, zero);
  if (activation === LEAKY_RELU) return v128.bitselect(one, f32x4.splat(LEAK), positive);
  if (activation === ELU) return v128.bitselect(one, f32x4.add(v, one), positive);
  if (activation === SWISH) {
    const s = logistic(v);
    return f32x4.add(s, f32x4.mul(f32x4.mul(aboveFloor(v), s), f32x4.sub(one, s)));
  }
  if (activation === GELU) {
    // Φ(z) + z φ(z)
    const size = beforeTailEnd(f32x4.abs(v));
    const bells = bell(size);
    const tail = gaussianTail(size, bells);
    const share = v128.bitselect(f32x4.sub(one, tail), tail, positive);
    const pull = f32x4.mul(f32x4.mul(size, bells), f32x4.splat(BELL_HEIGHT));
    return f32x4.add(share, v128.bitselect(pull, f32x4.neg(pull), positive));
  }
  return unreachable();
}

/** Where the logistic function stands still its argument must, too: their product goes to 0. */
// @inline
function aboveFloor(z: v128): v128 {
  return f32x4.pmax(z, f32x4.splat(-87));
}
