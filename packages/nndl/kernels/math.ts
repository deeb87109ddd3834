// exp, log, tanh and the logistic function of four float32 at once, made of IEEE-exact operations alone, so that every
// WebAssembly engine gives the same bits. The polynomials are those of the Cephes library (S. L. Moshier); errors stay
// within about two units in the last place.

// Constants lie in memory, because V8 loads a number and copies it to four lanes in one instruction, but needs four to
// make a vector constant, each time it is used.
const CLAMP: usize = memory.data<f32>([-87.0]);
const LOG2_E: usize = memory.data<f32>([Mathf.LOG2E]);
/** 1.5 × 2^23: a float32 near it has no room for fractions, so adding it rounds. */
const ROUNDER: usize = memory.data<f32>([12582912.0]);
/** ln 2 in two parts: the first has so few bits that its product with a small whole number is exact. */
const LN2_HIGH: usize = memory.data<f32>([0.693359375]);
const LN2_LOW: usize = memory.data<f32>([-2.1219444e-4]);
const ONE: usize = memory.data<f32>([1.0]);
const HALF: usize = memory.data<f32>([0.5]);
const ROOT_HALF: usize = memory.data<f32>([Mathf.SQRT1_2]);
const TANH_NEAR: usize = memory.data<f32>([0.625]);

/** Coefficients, that of the highest power first. */
const EXP: usize = memory.data<f32>([
  1.987569e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
]);
const LOG: usize = memory.data<f32>([
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
]);
/** Φ(−s) e^{s²/2} / t as a polynomial of t = 1/(1 + 0.3 s), fitted by us for s from 0 to 13: off by at most 3.5e−9 of it. */
const TAIL: usize = memory.data<f32>([
  -0.020579001, 0.112185255, -0.22760156, 0.19093342, -0.078683056, 0.09573982, 0.07854136, 0.11020112, 0.11957618,
  0.119686455,
]);
const TAIL_END: usize = memory.data<f32>([13.0]);
const TAIL_SCALE: usize = memory.data<f32>([0.3]);
const TANH: usize = memory.data<f32>([
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1,
]);

/** Φ⁻¹ near the middle and in the tails: the single-precision approximation of M. Giles, "Approximating the erfinv function" (2011). */
const MIDDLE: usize = memory.data<f32>([
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 2.1858087e-4, -1.25372503e-3, -4.17768164e-3,
  0.246640727, 1.50140941,
]);
const FAR: usize = memory.data<f32>([
  -2.00214257e-4, 1.00950558e-4, 1.34934322e-3, -3.67342844e-3, 5.73950773e-3, -7.6224613e-3, 9.43887047e-3, 1.00167406,
  2.83297682,
]);

// @inline
function constant(address: usize): v128 {
  return v128.load32_splat(address);
}

/** The polynomial with `terms` coefficients at `coefficients`. */
// @inline
function polynomial(x: v128, coefficients: usize, terms: i32): v128 {
  let y = constant(coefficients);
  if (terms > 1) y = horner(y, x, coefficients + 4);
  if (terms > 2) y = horner(y, x, coefficients + 8);
  if (terms > 3) y = horner(y, x, coefficients + 12);
  if (terms > 4) y = horner(y, x, coefficients + 16);
  if (terms > 5) y = horner(y, x, coefficients + 20);
  if (terms > 6) y = horner(y, x, coefficients + 24);
  if (terms > 7) y = horner(y, x, coefficients + 28);
  if (terms > 8) y = horner(y, x, coefficients + 32);
  if (terms > 9) y = horner(y, x, coefficients + 36);
  return y;
}

// @inline
function horner(y: v128, x: v128, coefficient: usize): v128 {
  return f32x4.add(f32x4.mul(y, x), constant(coefficient));
}

/**
 * e^x for x ≤ 0, held at e^−87 (1.6e−38, still a normal number) below −87. NaN stays NaN.
 * x = n ln 2 + r with a whole n; e^r is 1 + r + r² P(r).
 */
// @inline
export function exp(x: v128): v128 {
  x = f32x4.pmax(x, constant(CLAMP));
  const rounded = f32x4.add(f32x4.mul(x, constant(LOG2_E)), constant(ROUNDER));
  const n = f32x4.sub(rounded, constant(ROUNDER));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, constant(LN2_HIGH))), f32x4.mul(n, constant(LN2_LOW)));
  const tail = f32x4.mul(polynomial(r, EXP, 6), f32x4.mul(r, r));
  const y = f32x4.add(f32x4.add(tail, r), constant(ONE));
  // The low bits of `rounded` are n: shifted to the exponent of y, they multiply it by 2^n.
  return i32x4.add(y, i32x4.shl(rounded, 23));
}

/** e^x − 1 for x ≤ 0 without losing a small x: 2^n (e^r − 1) + (2^n − 1), with n and r as in `exp`. */
export function expm1(x: v128): v128 {
  x = f32x4.pmax(x, constant(CLAMP));
  const rounded = f32x4.add(f32x4.mul(x, constant(LOG2_E)), constant(ROUNDER));
  const n = f32x4.sub(rounded, constant(ROUNDER));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, constant(LN2_HIGH))), f32x4.mul(n, constant(LN2_LOW)));
  const y = f32x4.add(f32x4.mul(polynomial(r, EXP, 6), f32x4.mul(r, r)), r);
  const power = i32x4.add(constant(ONE), i32x4.shl(rounded, 23));
  return f32x4.add(f32x4.mul(y, power), f32x4.sub(power, constant(ONE)));
}

/** Where the tail of the normal distribution is as good as 0: beyond it, numbers are taken to be there. */
// @inline
export function beforeTailEnd(size: v128): v128 {
  return f32x4.pmin(size, constant(TAIL_END));
}

/** e^{−s²/2} for s from 0 to 13; s² is put together from two exact parts, for its rounding would be seen in the result. */
export function bell(s: v128): v128 {
  const high = v128.and(s, i32x4.splat(0xfffff000));
  const half = f32x4.splat(-0.5);
  const e = exp(f32x4.mul(f32x4.mul(high, high), half));
  const d = f32x4.mul(f32x4.mul(f32x4.sub(s, high), f32x4.add(s, high)), half);
  const one = constant(ONE);
  const rest = f32x4.add(f32x4.mul(d, f32x4.add(f32x4.mul(d, f32x4.splat(<f32>(1.0 / 6))), constant(HALF))), one);
  return f32x4.add(e, f32x4.mul(e, f32x4.mul(d, rest)));
}

/** Φ(−s), the share of a normal distribution beyond s deviations, for s from 0 to 13; `bells` is e^{−s²/2}. */
export function gaussianTail(s: v128, bells: v128): v128 {
  const one = constant(ONE);
  const t = f32x4.div(one, f32x4.add(f32x4.mul(s, constant(TAIL_SCALE)), one));
  return f32x4.mul(bells, f32x4.mul(polynomial(t, TAIL, 10), t));
}

/** ln x for normal x > 0: x = m 2^e with m between √½ and √2. */
export function log(x: v128): v128 {
  let e = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  let m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, constant(ROOT_HALF));
  e = i32x4.add(e, low);
  m = f32x4.sub(f32x4.add(m, v128.and(m, low)), constant(ONE));
  const n = f32x4.convert_i32x4_s(e);
  const square = f32x4.mul(m, m);
  let y = f32x4.mul(polynomial(m, LOG, 9), f32x4.mul(m, square));
  y = f32x4.add(y, f32x4.mul(n, constant(LN2_LOW)));
  y = f32x4.sub(y, f32x4.mul(square, constant(HALF)));
  return f32x4.add(f32x4.add(m, y), f32x4.mul(n, constant(LN2_HIGH)));
}

/** 1 / (1 + e^−x), with e only of negative numbers. */
// @inline
export function logistic(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  const one = constant(ONE);
  return f32x4.div(v128.bitselect(one, e, f32x4.ge(x, f32x4.splat(0))), f32x4.add(one, e));
}

/** tanh x: an odd polynomial near 0, (1 − t)/(1 + t) with t = e^−2|x| elsewhere. */
// @inline
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const t = exp(f32x4.neg(f32x4.add(size, size)));
  const one = constant(ONE);
  const far = f32x4.div(f32x4.sub(one, t), f32x4.add(one, t));
  const square = f32x4.mul(x, x);
  const near = f32x4.add(f32x4.mul(f32x4.mul(polynomial(square, TANH, 5), square), size), size);
  const positive = v128.bitselect(near, far, f32x4.lt(size, constant(TANH_NEAR)));
  return v128.or(positive, v128.and(x, i32x4.splat(0x80000000)));
}

// @inline
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp(f32x4.splat(x)), 0);
}

// @inline
export function log1(x: f32): f32 {
  return f32x4.extract_lane(log(f32x4.splat(x)), 0);
}

/** ln(1 + u) for u ≥ 0 without losing a small u (W. Kahan's formula). */
export function log1p1(u: f32): f32 {
  const w: f32 = 1 + u;
  return w === 1 ? u : (log1(w) * u) / (w - 1);
}

/** ln(1 + e^x), to within a unit in the last place of 1. */
export function softplus(x: v128): v128 {
  const small = log(f32x4.add(constant(ONE), exp(f32x4.neg(f32x4.abs(x)))));
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), small);
}

/** Gaussian numbers of random words: Φ⁻¹((k + ½) / 2²³) with k the upper 23 bits of each. */
export function gaussians(words: v128): v128 {
  const odd = i32x4.add(i32x4.shl(i32x4.shr_u(words, 9), 1), i32x4.splat(1));
  const one = constant(ONE);
  // From −1 to 1, and exact.
  const x = f32x4.sub(f32x4.mul(f32x4.convert_i32x4_s(odd), f32x4.splat(<f32>(1.0 / 8388608.0))), one);
  const w = f32x4.neg(log(f32x4.mul(f32x4.sub(one, x), f32x4.add(one, x))));
  const middle = polynomial(f32x4.sub(w, f32x4.splat(2.5)), MIDDLE, 9);
  const far = polynomial(f32x4.sub(f32x4.sqrt(f32x4.abs(w)), f32x4.splat(3)), FAR, 9);
  const factor = v128.bitselect(middle, far, f32x4.lt(w, f32x4.splat(5)));
  return f32x4.mul(f32x4.mul(factor, x), f32x4.splat(Mathf.SQRT2));
}
