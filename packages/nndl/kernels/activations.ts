// The activations that map each number by itself; softmax, which needs a whole row, is with the outputs.
import { logistic, tanh } from "./math.ts";

/** Numbers known to program.ts of the engine. */
export const LINEAR = 0;
export const SIGMOID = 1;
export const TANH = 2;
export const RELU = 3;
export const SOFTMAX = 4;

/** a = f(z) in place, for `quads` times four numbers. */
export function activate(activation: i32, at: usize, quads: i32): void {
  const end = at + ((<usize>quads) << 4);
  if (activation === SIGMOID) for (; at < end; at += 16) v128.store(at, logistic(v128.load(at)));
  else if (activation === TANH) for (; at < end; at += 16) v128.store(at, tanh(v128.load(at)));
  else if (activation === RELU) for (; at < end; at += 16) v128.store(at, f32x4.pmax(v128.load(at), f32x4.splat(0)));
}

/** f(z) of four numbers, for one of the activations that map each number by itself. */
export function activated(activation: i32, z: v128): v128 {
  if (activation === SIGMOID) return logistic(z);
  if (activation === TANH) return tanh(z);
  if (activation === RELU) return f32x4.pmax(z, f32x4.splat(0));
  return z;
}

/** f′(z) of four units, from a = f(z). */
// @inline
export function slope(activation: i32, a: v128): v128 {
  const one = f32x4.splat(1);
  if (activation === SIGMOID) return f32x4.mul(a, f32x4.sub(one, a));
  if (activation === TANH) return f32x4.sub(one, f32x4.mul(a, a));
  if (activation === RELU) return v128.and(f32x4.gt(a, f32x4.splat(0)), one);
  return one;
}
