/**
 * The natural logarithm in our own arithmetic: `Math.log` may differ between JavaScript engines in its last bit, and a
 * last bit is enough to start a different network. Reduction and coefficients follow fdlibm's e_log.c:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc.
 * business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice
 * is preserved.
 */

/** ln 2 in two pieces: the first has so few bits that any exponent times it is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** 2^-1022: below it the exponent field no longer tells the exponent. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 0x40_0000_0000_0000;

const SQRT_HALF_HIGH_WORD = 0x3fe6a09e;
const ONE_HIGH_WORD = 0x3ff00000;

const view = new DataView(new ArrayBuffer(8));

/**
 * ln x, within one unit in the last place, with the same bits on every machine.
 *
 * x = 2^k (1 + f) with 1 + f between √½ and √2; then ln(1 + f) = 2 atanh(s) with s = f / (2 + f), an odd power series in s.
 * ln 0 = −∞; ln of a negative number or NaN is NaN; ln ∞ = ∞.
 *
 * @example
 * log(2); // 0.6931471805599453
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x < SMALLEST_NORMAL) return logNormal(x * TWO_TO_54, -54);
  return logNormal(x, 0);
}

function logNormal(x: number, exponent: number): number {
  view.setFloat64(0, x);
  const high = view.getInt32(0) + (ONE_HIGH_WORD - SQRT_HALF_HIGH_WORD);
  const k = exponent + (high >> 20) - 1023;
  view.setInt32(0, (high & 0x000fffff) + SQRT_HALF_HIGH_WORD);
  const f = view.getFloat64(0) - 1;

  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const halfSquare = 0.5 * f * f;
  return s * (halfSquare + (even + odd)) + k * LN2_LOW - halfSquare + f + k * LN2_HIGH;
}
