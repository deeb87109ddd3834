import type { Dataset } from "./dataset.ts";

/** The inputs of all examples, one after another, as a network gets them. */
export function inputsIn({ features, scale }: Dataset): Float32Array {
  const inputs = new Float32Array(features);
  if (scale !== 1) for (let i = 0; i < inputs.length; i++) inputs[i]! *= scale;
  return inputs;
}
