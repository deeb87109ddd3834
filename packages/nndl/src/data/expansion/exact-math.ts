/**
 * Sine, cosine and exponential of float64 made of + − × ÷ alone: `Math.sin` and its kin may differ between JavaScript
 * engines in the last place, and one such place can move a distorted pixel to another byte.
 */

/** sin of an angle in degrees, to within 1e−15 up to 360°; exact at multiples of 90°. */
export function sinDegrees(degrees: number): number {
  const turned = degrees - 360 * Math.round(degrees / 360);
  const folded = turned > 90 ? 180 - turned : turned < -90 ? -180 - turned : turned;
  if (folded > 45) return cosSeries((90 - folded) * RADIAN);
  if (folded < -45) return -cosSeries((90 + folded) * RADIAN);
  return sinSeries(folded * RADIAN);
}

/** cos of an angle in degrees, as {@link sinDegrees}. */
export function cosDegrees(degrees: number): number {
  return sinDegrees(90 - Math.abs(degrees));
}

/** e^x for x ≤ 0, to within 1e−13 of its value down to −700, and 0 below. */
export function expOfNegative(x: number): number {
  if (x < -700) return 0;
  let small = x;
  let squarings = 0;
  while (small < -0.125) {
    small /= 2;
    squarings++;
  }
  let result = 1;
  for (let k = 12; k >= 1; k--) result = 1 + (result * small) / k;
  for (; squarings > 0; squarings--) result *= result;
  return result;
}

const RADIAN = Math.PI / 180;

/** The Taylor series up to x^16 / 16!, for |x| ≤ π/4: what is left out is below 1e−17. */
function cosSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let k = 16; k >= 2; k -= 2) sum = 1 - (sum * square) / (k * (k - 1));
  return sum;
}

function sinSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let k = 17; k >= 3; k -= 2) sum = 1 - (sum * square) / (k * (k - 1));
  return x * sum;
}
