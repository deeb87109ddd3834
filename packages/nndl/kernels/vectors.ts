// What sums in registers are made of.

// @ts-ignore: decorator
@inline
export function zero(): v128 {
  return f32x4.splat(0);
}

/** sum + x · four numbers in memory. */
// @ts-ignore: decorator
@inline
export function madd(sum: v128, x: v128, w: usize, offset: usize): v128 {
  return f32x4.add(sum, f32x4.mul(x, v128.load(w + offset)));
}
