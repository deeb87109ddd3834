/** For tests: small images that are told apart by which quarter is light, and a network that knows it. */
import { Dataset } from "../data/index.ts";
import { dense } from "../layers/index.ts";
import { type Network, network } from "../network/index.ts";
import { stream } from "../random/index.ts";

/** A class for each quarter of a small image, with noise. */
export function spots(count: number, side = 6, seed = 3): Dataset<"classes"> {
  const chance = stream(seed, "spots");
  const labels = Array.from({ length: count }, () => chance.integer(4));
  const features = new Uint8Array(count * side * side);
  for (const [i, label] of labels.entries())
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const inside = Math.floor((2 * y) / side) * 2 + Math.floor((2 * x) / side) === label;
        features[i * side * side + y * side + x] = inside ? 120 + chance.integer(100) : chance.integer(80);
      }
  return new Dataset({
    shape: [1, side, side],
    features,
    scale: 1 / 256,
    targets: { kind: "classes", labels, classes: 4 },
  });
}

/** Knows the quarters by heart, without training: a sum over each, `scale` times as certain. */
export function quarterReader(scale = 1): Network {
  const net = network({ input: [1, 6, 6], layers: [dense(4, "softmax")], cost: "log-likelihood", seed: 1 });
  const { values } = net.parameters.get("layers.0.weights")!;
  for (let j = 0; j < 4; j++)
    for (let p = 0; p < 36; p++) {
      const quarter = Math.floor(p / 18) * 2 + Math.floor((p % 6) / 3);
      values[j * 36 + p] = scale * (quarter === j ? 1 : -0.25) * (1 + p / 100);
    }
  net.parameters.get("layers.0.biases")!.values.fill(0);
  return net;
}
