import { Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { stream } from "../random/index.ts";

/**
 * Examples of zeros and ones, drawn once: each number of an example, from 0 to 1, is the probability of a 1. What a
 * log-likelihood of MNIST is said of.
 *
 * @throws NndlError "boltzmann.data" for numbers outside 0 … 1
 */
export function binarize(data: Dataset, seed: number): Dataset {
  const { features, scale, shape, targets, name, size } = data;
  const random = stream(seed, "binarize");
  const bits = new Uint8Array(features.length);
  for (let i = 0; i < bits.length; i++) {
    const p = features[i] * scale;
    if (!(p >= 0 && p <= 1))
      throw new NndlError("boltzmann.data", {
        received: `${p} in example ${Math.floor(i / size)}`,
        expected: "what zeros and ones are drawn from must lie between 0 and 1",
        next: "Scale the data.",
      });
    bits[i] = random.uniform() < p ? 1 : 0;
  }
  return new Dataset({ name: `${name}, binary`, shape, features: bits, scale: 1, targets });
}
