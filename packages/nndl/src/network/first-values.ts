import { type ParameterSpec, sizeOf } from "../layers/index.ts";
import type { Stream } from "../random/index.ts";

/** The numbers that a parameter starts from. */
export function firstValues(
  { shape, deviation, start = 0, diagonal = 0 }: ParameterSpec,
  chance: Stream,
): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  const starts = [start].flat();
  const size = values.length / starts.length;
  starts.forEach((mean, i) => {
    const part = values.subarray(i * size, (i + 1) * size).fill(mean);
    if (deviation > 0) chance.fillGaussian(part, mean, deviation);
  });
  if (diagonal !== 0) for (let i = 0; i < values.length; i += shape[1] + 1) values[i] += diagonal;
  return values;
}
