// exp, log, tanh and the logistic function of four float32 at once, made of IEEE-exact operations alone, so that every
// WebAssembly engine gives the same bits. The polynomials are those of the Cephes library (S. L. Moshier); errors stay
// within about two units in the last place.

// @ts-ignore: decorator
@inline
function constant(x: f32): v128 {
  return f32x4.splat(x);
}

// @ts-ignore: decorator
@inline
function horner(y: v128, x: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(y, x), constant(c));
}

/** e^x; 0 below −87.3, where a float32 would no longer be normal; held at e^88 above. NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const tiny = f32x4.lt(x, constant(-87.33654));
  x = f32x4.max(f32x4.min(x, constant(88.0)), constant(-87.33654));
  const n = f32x4.floor(f32x4.add(f32x4.mul(x, constant(1.44269504088896341)), constant(0.5)));
  x = f32x4.sub(x, f32x4.mul(n, constant(0.693359375)));
  x = f32x4.sub(x, f32x4.mul(n, constant(-2.1219444e-4)));
  let y = constant(1.987569e-4);
  y = horner(y, x, 1.3981999507e-3);
  y = horner(y, x, 8.3334519073e-3);
  y = horner(y, x, 4.1665795894e-2);
  y = horner(y, x, 1.6666665459e-1);
  y = horner(y, x, 5.0000001201e-1);
  y = f32x4.add(f32x4.add(f32x4.mul(y, f32x4.mul(x, x)), x), constant(1.0));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return v128.andnot(f32x4.mul(y, power), tiny);
}

/** ln x for normal x > 0. */
export function log(x: v128): v128 {
  let e = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  let m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, constant(0.70710678118654752));
  e = i32x4.add(e, low);
  m = f32x4.sub(f32x4.add(m, v128.and(m, low)), constant(1.0));
  const n = f32x4.convert_i32x4_s(e);
  const square = f32x4.mul(m, m);
  let y = constant(7.0376836292e-2);
  y = horner(y, m, -1.151461031e-1);
  y = horner(y, m, 1.167699874e-1);
  y = horner(y, m, -1.2420140846e-1);
  y = horner(y, m, 1.4249322787e-1);
  y = horner(y, m, -1.6668057665e-1);
  y = horner(y, m, 2.0000714765e-1);
  y = horner(y, m, -2.4999993993e-1);
  y = horner(y, m, 3.3333331174e-1);
  y = f32x4.mul(y, f32x4.mul(m, square));
  y = f32x4.add(y, f32x4.mul(n, constant(-2.1219444e-4)));
  y = f32x4.sub(y, f32x4.mul(square, constant(0.5)));
  return f32x4.add(f32x4.add(m, y), f32x4.mul(n, constant(0.693359375)));
}

/** 1 / (1 + e^−x), with e only of negative numbers. */
// @ts-ignore: decorator
@inline
export function logistic(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  const one = constant(1.0);
  return f32x4.div(v128.bitselect(one, e, f32x4.ge(x, constant(0))), f32x4.add(one, e));
}

/** tanh x: an odd polynomial near 0, (1 − t)/(1 + t) with t = e^−2|x| elsewhere. */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const t = exp(f32x4.mul(size, constant(-2.0)));
  const one = constant(1.0);
  const far = f32x4.div(f32x4.sub(one, t), f32x4.add(one, t));
  const square = f32x4.mul(x, x);
  let y = constant(-5.70498872745e-3);
  y = horner(y, square, 2.06390887954e-2);
  y = horner(y, square, -5.37397155531e-2);
  y = horner(y, square, 1.33314422036e-1);
  y = horner(y, square, -3.33332819422e-1);
  const near = f32x4.add(f32x4.mul(f32x4.mul(y, square), size), size);
  const positive = v128.bitselect(near, far, f32x4.lt(size, constant(0.625)));
  return v128.or(positive, v128.and(x, i32x4.splat(0x80000000)));
}

// @ts-ignore: decorator
@inline
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp(f32x4.splat(x)), 0);
}

// @ts-ignore: decorator
@inline
export function log1(x: f32): f32 {
  return f32x4.extract_lane(log(f32x4.splat(x)), 0);
}

/** ln(1 + u) for u ≥ 0 without losing a small u (W. Kahan's formula). */
export function log1p1(u: f32): f32 {
  const w: f32 = 1 + u;
  return w == 1 ? u : (log1(w) * u) / (w - 1);
}

/** ln(1 + e^x). */
export function softplus1(x: f32): f32 {
  return max<f32>(x, 0) + log1p1(exp1(-abs(x)));
}
