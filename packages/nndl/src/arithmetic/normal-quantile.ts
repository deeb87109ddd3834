/**
 * The inverse of the normal distribution function: it turns one uniform number into one gaussian, with nothing kept
 * between draws. Algorithm AS 241 (PPND16) of M. J. Wichura, Applied Statistics 37 (1988): a quotient of polynomials
 * for the middle, one for the shoulders, one for the far tails; about 16 digits everywhere.
 */
import { log } from "./log.ts";

/** |p − ½| up to which the central quotient holds, and its square, on which that quotient is centred. */
const CENTRE = 0.425;
const CENTRE_SQUARED = 0.180625;
/** Where the shoulders begin to need their own quotient and where they end, in √(−ln p). */
const SHOULDER_START = 1.6;
const SHOULDER_END = 5;

/** Coefficients from the highest power down. */
type Polynomial = readonly [number, number, number, number, number, number, number, number];

const CENTRE_NUMERATOR: Polynomial = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const CENTRE_DENOMINATOR: Polynomial = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const SHOULDER_NUMERATOR: Polynomial = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const SHOULDER_DENOMINATOR: Polynomial = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const FAR_TAIL_NUMERATOR: Polynomial = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const FAR_TAIL_DENOMINATOR: Polynomial = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];

/** c₀x⁷ + c₁x⁶ + … + c₇ by Horner's rule. */
function evaluate(c: Polynomial, x: number): number {
  return ((((((c[0] * x + c[1]) * x + c[2]) * x + c[3]) * x + c[4]) * x + c[5]) * x + c[6]) * x + c[7];
}

/**
 * z with Φ(z) = p, for 0 < p < 1; −∞ at 0, ∞ at 1, NaN outside.
 *
 * @example
 * normalQuantile(0.975); // 1.9599639845400536
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= CENTRE) {
    const r = CENTRE_SQUARED - q * q;
    return (evaluate(CENTRE_NUMERATOR, r) * q) / evaluate(CENTRE_DENOMINATOR, r);
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? -Infinity : Infinity) : NaN;
  const r = Math.sqrt(-log(tail));
  const z =
    r <= SHOULDER_END
      ? evaluate(SHOULDER_NUMERATOR, r - SHOULDER_START) / evaluate(SHOULDER_DENOMINATOR, r - SHOULDER_START)
      : evaluate(FAR_TAIL_NUMERATOR, r - SHOULDER_END) / evaluate(FAR_TAIL_DENOMINATOR, r - SHOULDER_END);
  return q < 0 ? -z : z;
}
