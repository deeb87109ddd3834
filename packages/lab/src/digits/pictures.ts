/** MNIST's images as the figures show them. */
import type { Examples } from "../training/questions.ts";

export const side = 28;
export const field = { width: side, height: side } as const;

/** What loading the digits costs, in bytes: four packed files. */
export const digitsBytes = 11_243_332;

export const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** One of some examples as the network's inputs: ink from 0 to 255/256. */
export function pictureOf(
  { features, scale, shape }: Pick<Examples, "features" | "scale" | "shape">,
  i: number,
): Float32Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return Float32Array.from(features.subarray(i * size, (i + 1) * size), (value) => value * scale);
}

/** How dark a picture is: the sum of its pixels. */
export function darknessOf(picture: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < picture.length; i++) sum += picture[i]!;
  return sum;
}

/** The class whose mean is nearest; of two equally near, the lower. */
export function nearestMean(means: readonly number[], darkness: number): number {
  return means.reduce(
    (best, mean, digit) => (Math.abs(mean - darkness) < Math.abs(means[best]! - darkness) ? digit : best),
    0,
  );
}

/** The middle of each picture, without `margin` pixels at each edge. */
export function cropped(values: Float32Array | Uint8Array, margin: number): Float32Array {
  const [count, inner] = [values.length / (side * side), side - 2 * margin];
  const out = new Float32Array(count * inner * inner);
  for (let i = 0; i < count; i++)
    for (let y = 0; y < inner; y++)
      for (let x = 0; x < inner; x++)
        out[(i * inner + y) * inner + x] = values[(i * side + y + margin) * side + x + margin]!;
  return out;
}

/** The largest of some outputs; of equals the first. */
export function largestAt(outputs: ArrayLike<number>): number {
  let best = 0;
  for (let j = 1; j < outputs.length; j++) if (outputs[j]! > outputs[best]!) best = j;
  return best;
}
