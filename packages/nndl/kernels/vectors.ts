// What sums in registers are made of.

// @inline
export function zero(): v128 {
  return f32x4.splat(0);
}

/** sum + x · four numbers in memory. */
// @inline
export function madd(sum: v128, x: v128, w: usize, offset: usize): v128 {
  return f32x4.add(sum, f32x4.mul(x, v128.load(w + offset)));
}

// @inline
export function lowHalves(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
}

// @inline
export function highHalves(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
}

// @inline
export function firstPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}

// @inline
export function secondPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
}

/** All bits of the first 1 … 3 lanes. */
export function firstLanes(lanes: i32): v128 {
  return lanes === 1 ? i32x4(-1, 0, 0, 0) : lanes === 2 ? i32x4(-1, -1, 0, 0) : i32x4(-1, -1, -1, 0);
}
