/**
 * The elementary functions of float64 made of + − × ÷ and √ alone, which every JavaScript engine rounds alike: `Math.sin`
 * and its kin may differ between engines in the last place, and a formula's values decide the weights of a network.
 */

import { log } from "./log.ts";
import { power } from "./power.ts";
import { powerOfTwo } from "./power-of-two.ts";
import { cosSeries, sinSeries } from "./series.ts";

export { log };

/** ln 2 and π/2 in pieces with so few bits that a whole number of some size times the first ones is exact. */
const ln2 = [0.6931471803691238, 1.9082149292705877e-10] as const;
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const;

/** e^x, to within 1e−15 of its value. */
export function exp(x: number): number {
  if (Number.isNaN(x) || x > 710 || x < -746) return x > 0 ? Number.POSITIVE_INFINITY : x < 0 ? 0 : x;
  const k = Math.round(x / ln2[0]);
  const rest = x - k * ln2[0] - k * ln2[1];
  let sum = 1;
  for (let n = 15; n >= 1; n--) sum = 1 + (rest * sum) / n;
  // In two steps, as 2^k itself may be no normal number where e^x is one.
  const half = Math.trunc(k / 2);
  return sum * powerOfTwo(half) * powerOfTwo(k - half);
}

/** sin x, to within 1e−15 up to a million; farther out as exactly as x itself is known. */
export function sin(x: number): number {
  const [quarter, rest] = quarterTurns(x);
  const value = quarter % 2 === 0 ? sinSeries(rest, 19) : cosSeries(rest, 18);
  return quarter < 2 ? value : -value;
}

/** cos x, as {@link sin}. */
export function cos(x: number): number {
  const [quarter, rest] = quarterTurns(x);
  const value = quarter % 2 === 0 ? cosSeries(rest, 18) : sinSeries(rest, 19);
  return quarter === 1 || quarter === 2 ? -value : value;
}

/** tan x, as sin x / cos x. */
export function tan(x: number): number {
  return sin(x) / cos(x);
}

/** arctan x: the angle is halved twice, and then it is small enough for the series. */
export function atan(x: number): number {
  if (x < 0) return -atan(-x);
  if (x > 1) return halfPi[0] + (halfPi[1] - atan(1 / x));
  const once = x / (1 + Math.sqrt(1 + x * x));
  const twice = once / (1 + Math.sqrt(1 + once * once));
  const square = twice * twice;
  let sum = 0;
  for (let n = 25; n >= 3; n -= 2) sum = -square * (1 / n + sum);
  return 4 * (twice + twice * sum);
}

/** arcsin x, from −π/2 to π/2; NaN beyond −1 and 1. */
export function asin(x: number): number {
  return atan(x / Math.sqrt((1 - x) * (1 + x)));
}

/** arccos x, from 0 to π; NaN beyond −1 and 1. */
export function acos(x: number): number {
  return 2 * atan(Math.sqrt((1 - x) / (1 + x)));
}

/** sinh x, the hyperbolic sine. */
export function sinh(x: number): number {
  if (Math.abs(x) > 1) return (exp(x) - exp(-x)) / 2;
  const square = x * x;
  let sum = 1;
  for (let n = 19; n >= 3; n -= 2) sum = 1 + (square * sum) / (n * (n - 1));
  return x * sum;
}

/** cosh x, the hyperbolic cosine: (e^x + e^−x) / 2. */
export function cosh(x: number): number {
  return (exp(x) + exp(-x)) / 2;
}

/** tanh x, the hyperbolic tangent. */
export function tanh(x: number): number {
  return Math.abs(x) > 20 ? Math.sign(x) : sinh(x) / cosh(x);
}

/** σ(x) = 1 / (1 + e^−x). */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

/** base^exponent: products alone for whole exponents, e^(exponent · ln base) for others. */
export function pow(base: number, exponent: number): number {
  if (Number.isSafeInteger(exponent)) return exponent < 0 ? 1 / power(base, -exponent) : power(base, exponent);
  if (base === 0) return exponent > 0 ? 0 : exponent < 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  return exp(exponent * log(base));
}

/** x as so many quarters of a turn, from 0 to 3, and a rest between −π/4 and π/4. */
function quarterTurns(x: number): readonly [quarter: number, rest: number] {
  const near = Math.abs(x) < 2 ** 20 ? x : x % (2 * Math.PI);
  const n = Math.round(near / halfPi[0]);
  return [((n % 4) + 4) % 4, near - n * halfPi[0] - n * halfPi[1] - n * halfPi[2]];
}
