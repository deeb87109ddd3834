/** How near a steep sigmoid is to a step. */

/**
 * How far from 0 one has to go until σ(cz) is within `distance` of the step: |z| > ln(1/distance − 1) / c.
 *
 * @example closeBeyond(1, 0.01); // 4.595…: σ(4.595…) = 0.99
 */
export function closeBeyond(c: number, distance: number): number {
  return Math.log(1 / distance - 1) / c;
}

/** The slope of σ(cz) at z, c·σ'(cz): at most c/4. */
export function slopeOf(c: number, z: number): number {
  const a = 1 / (1 + Math.exp(-c * z));
  return c * a * (1 - a);
}
