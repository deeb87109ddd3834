import { NndlError } from "../errors.ts";
import { stream } from "../random/index.ts";
import { Dataset } from "./dataset.ts";
import { checkDataset } from "./given-dataset.ts";
import type { TargetKind } from "./parts.ts";

/**
 * The same examples with their features in another order, drawn from a seed and the same for all of them: the pixels of
 * "permuted MNIST", which a network reads one by one. Another data set of as many features and the same seed gets the same order.
 * How the inputs were made is forgotten: they are no images any longer.
 *
 * @param seed of the order, from 0
 * @throws NndlError "dataset.instance", "seed", "dataset.permuted" for sequences of different lengths
 * @example
 * const [training, test] = [digits.training, digits.test].map((data) => permuted(data, 1));
 * const net = network({ input: [784, 1], layers: [lstm(100), dense(10, "softmax")] });
 * @see Le, Jaitly and Hinton, "A simple way to initialize recurrent networks of rectified linear units", 2015
 */
export function permuted<Kind extends TargetKind>(data: Dataset<Kind>, seed: number): Dataset<Kind> {
  checkDataset(data);
  const { name, size, count, features, scale, targets, weights, lengths } = data;
  if (lengths !== undefined)
    throw new NndlError("dataset.permuted", {
      problem: `${name}: sequences of different lengths have no order of features that all of them share`,
      next: "Permute data whose sequences are equally long.",
    });
  const order = stream(seed, "permute features").permutation(size);
  const moved = features.slice();
  for (let from = 0; from < count * size; from += size)
    for (let k = 0; k < size; k++) moved[from + k] = features[from + order[k]!]!;
  const scaled = moved instanceof Uint8Array ? { scale } : {};
  return new Dataset({ name, shape: [size], features: moved, ...scaled, targets, weights }) as Dataset<Kind>;
}
