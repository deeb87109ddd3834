/** A digit in four quarters, and neurons that look for them. */
import { side } from "../../../digits/pictures.ts";

export const quarters = ["top left", "top right", "bottom left", "bottom right"] as const;
const half = side / 2;

/** The ink of one quarter, and nothing else: rows and columns are parted at 14. */
export function quarterOf(picture: ArrayLike<number>, quarter: number): Float32Array {
  const part = new Float32Array(side * side);
  for (let y = 0; y < half; y++)
    for (let x = 0; x < half; x++) {
      const at = ((quarter >> 1) * half + y) * side + (quarter & 1) * half + x;
      part[at] = picture[at]!;
    }
  return part;
}

/** Pictures laid over each other. */
export function together(pictures: readonly ArrayLike<number>[]): Float32Array {
  const all = new Float32Array(side * side);
  for (const picture of pictures) for (let i = 0; i < all.length; i++) all[i] = Math.max(all[i]!, picture[i]!);
  return all;
}

/** A neuron that looks for a part: a perceptron with a weight for each pixel of its quarter, and a bias. */
export interface Detector {
  readonly weights: Float32Array;
  readonly bias: number;
}

/**
 * Weights by thinking: each pixel where the part has ink speaks for it, each other pixel of its quarter against it, and
 * the part itself gives a weighted sum of 1. The bias asks for half of that.
 */
export function detectorOf(part: Float32Array, quarter: number): Detector {
  const weights = new Float32Array(side * side);
  let full = 0;
  for (let y = 0; y < half; y++)
    for (let x = 0; x < half; x++) {
      const at = ((quarter >> 1) * half + y) * side + (quarter & 1) * half + x;
      weights[at] = part[at]! > 0.25 ? 1 : -0.5;
      full += weights[at]! * part[at]!;
    }
  return { weights: weights.map((weight) => weight / full), bias: -0.5 };
}

/** The weighted input w · x + b; the neuron fires above 0. */
export function weightedInput({ weights, bias }: Detector, picture: ArrayLike<number>): number {
  let z = bias;
  for (let i = 0; i < weights.length; i++) z += weights[i]! * picture[i]!;
  return z;
}
