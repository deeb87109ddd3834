/**
 * e^x and what is made of it, of float64, for the functions of networks: as exact and as quick as `Math.exp` and its kin, and
 * with the same bits in every JavaScript engine, since Hessians decide weights too. The functions of formulas (elementary.ts)
 * keep an exponential of their own: published results rest on its last bits.
 *
 * Reduction and coefficients of `exp` follow fdlibm's e_exp.c:
 *
 * Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice is preserved.
 */
import { log } from "./log.ts";
import { powerOfTwo } from "./power-of-two.ts";

/** ln 2 in two pieces: the first has so few bits that any exponent times it is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Beyond these, e^x is ∞ and 0. */
const LARGEST = 709.782712893384;
const SMALLEST = -745.1332191019412;

/**
 * e^x, within one unit in the last place where it is a normal number.
 *
 * x = k ln 2 + r with |r| ≤ ½ ln 2; e^r = 1 + r + r c / (2 − c) with a polynomial c of r, and 2^k is exact.
 * e^−∞ = 0; e^∞ = ∞; e^NaN is NaN.
 */
export function exp(x: number): number {
  if (!(x <= LARGEST)) return x > LARGEST ? Number.POSITIVE_INFINITY : x;
  if (x < SMALLEST) return 0;
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const square = r * r;
  const c =
    r -
    square *
      (0.16666666666666602 +
        square *
          (-0.0027777777777015593 +
            square * (6.613756321437934e-5 + square * (-1.6533902205465252e-6 + square * 4.1381367970572385e-8))));
  const value = 1 - (low - (r * c) / (2 - c) - high);
  if (k >= -1021 && k <= 1023) return value * powerOfTwo(k);
  // In two steps, as 2^k itself is no normal number.
  const half = k < 0 ? k + 1000 : k - 1;
  return value * powerOfTwo(half) * powerOfTwo(k - half);
}

/** e^x − 1, which keeps what is small: by u = e^x, (u − 1) x / ln u, in which the roundings of u − 1 and ln u cancel. */
export function expm1(x: number): number {
  if (x > LARGEST || Number.isNaN(x)) return x > 0 ? Number.POSITIVE_INFINITY : x;
  if (x < -40) return -1;
  const u = exp(x);
  return u === 1 ? x : ((u - 1) * x) / log(u);
}

/** ln(1 + x), which keeps what is small: by u = 1 + x, x ln u / (u − 1). */
export function log1p(x: number): number {
  const u = 1 + x;
  return u === 1 ? x : u === Number.POSITIVE_INFINITY ? u : (x * log(u)) / (u - 1);
}

/** tanh x = (e^x − e^−x) / (e^x + e^−x), the hyperbolic tangent. */
export function tanh(x: number): number {
  const t = expm1(-2 * Math.abs(x));
  const size = -t / (2 + t);
  return x < 0 ? -size : size;
}

/** base^exponent for a base from 0. */
export function powerOf(base: number, exponent: number): number {
  return exponent === 0 ? 1 : exp(exponent * log(base));
}
