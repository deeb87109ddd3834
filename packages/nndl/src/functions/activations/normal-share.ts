import { exp } from "../../arithmetic/index.ts";

/** Beyond this the continued fraction is the better way. */
const near = 2.5;

/** The height of the normal distribution's bell at z, φ(z) = e^{−z²/2} / √2π. */
export function normalDensity(z: number): number {
  return exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The share of a normal distribution below z, Φ(z) = ½ (1 + erf(z/√2)), to about 14 digits.
 * Near 0 by ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …), far off by φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))).
 * @see Abramowitz and Stegun, 26.2.11 and 26.2.14
 */
export function normalShare(z: number): number {
  const size = Math.abs(z);
  if (size < near) {
    let term = z;
    let sum = z;
    for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
      term *= (z * z) / n;
      sum += term;
    }
    return 0.5 + normalDensity(z) * sum;
  }
  let denominator = size;
  for (let n = 100; n > 0; n--) denominator = size + n / denominator;
  const tail = normalDensity(size) / denominator;
  return z > 0 ? 1 - tail : tail;
}
