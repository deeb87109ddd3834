/** One step of an attack, and where it begins: numbers of float32 around an original, and no further than ε from it. */
import { power } from "../arithmetic/index.ts";
import type { Stream } from "../random/index.ts";
import type { AttackNorm } from "./method.ts";

/** The smallest and the largest number that an input may be. */
export type InputRange = readonly [low: number, high: number];

/** How far a change may go, and by what it is measured. */
export interface Reach {
  readonly norm: AttackNorm;
  readonly epsilon: number;
  readonly range: InputRange;
}

/**
 * Moves an input along a gradient and brings it back to within ε of the original, and into the range.
 *
 * @param gradient where it wants to go; all 0, it stays
 */
export function stepAlong(
  x: Float32Array,
  original: Float32Array,
  gradient: Float32Array,
  stepSize: number,
  reach: Reach,
): void {
  if (reach.norm === "linf")
    for (let i = 0; i < x.length; i++) x[i]! += gradient[i]! > 0 ? stepSize : gradient[i]! < 0 ? -stepSize : 0;
  else {
    const length = lengthOf(gradient);
    if (length > 0) for (let i = 0; i < x.length; i++) x[i]! += (stepSize * gradient[i]!) / length;
  }
  bringBack(x, original, reach);
}

/** Puts an input at a random place within ε of the original: of the cube, or of the ball, each place is as likely as any other. */
export function startNear(x: Float32Array, original: Float32Array, reach: Reach, chance: Stream): void {
  const { norm, epsilon } = reach;
  if (norm === "linf") for (let i = 0; i < x.length; i++) x[i] = original[i]! + epsilon * (2 * chance.uniform() - 1);
  else {
    chance.fillGaussian(x);
    const length = lengthOf(x);
    const radius = epsilon * power(chance.uniform(), 1 / x.length);
    for (let i = 0; i < x.length; i++) x[i] = original[i]! + (length > 0 ? (radius * x[i]!) / length : 0);
  }
  bringBack(x, original, reach);
}

/** The nearest place within ε of the original; then the nearest in the range, which is no further from it. */
function bringBack(x: Float32Array, original: Float32Array, { norm, epsilon, range: [low, high] }: Reach): void {
  if (norm === "linf")
    for (let i = 0; i < x.length; i++) {
      const from = Math.max(low, original[i]! - epsilon);
      const to = Math.min(high, original[i]! + epsilon);
      x[i] = Math.min(to, Math.max(from, x[i]!));
    }
  else {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += (x[i]! - original[i]!) * (x[i]! - original[i]!);
    const length = Math.sqrt(sum);
    const share = length > epsilon ? epsilon / length : 1;
    for (let i = 0; i < x.length; i++)
      x[i] = Math.min(high, Math.max(low, original[i]! + share * (x[i]! - original[i]!)));
  }
}

/** √Σ vᵢ², added up in order. */
export function lengthOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}
