import { dense, lstm } from "../layers/index.ts";
import type { NetworkInput } from "../network/index.ts";
import type { Preset } from "./preset.ts";

/**
 * Long short-term memory that reads a digit row by row: 28 steps of 28 pixels, 128 units, whose last output goes to 10 classes;
 * 81,674 parameters. PyTorch's would have 82,186: it has two biases for each gate, which are only added.
 *
 * @throws NndlError "seed"
 * @example network(lstmRows({ seed: 1 })).parameterCount; // 81674
 * @see Hochreiter and Schmidhuber, "Long short-term memory", 1997; chapter 6, "recurrent neural networks"
 */
export function lstmRows({ seed = 0 }: { readonly seed?: number | undefined } = {}): NetworkInput {
  return {
    input: [28, 28],
    layers: [lstm(128), dense(10, "softmax")],
    cost: "log-likelihood",
    initializer: "glorot",
    seed,
  };
}

/** The settings are ours: usual ones for a network of this kind, gradients clipped by their norm. */
export const lstmRowsPreset: Preset = {
  title: "Long short-term memory that reads digits row by row",
  source: "Hochreiter and Schmidhuber, 1997; named in chapter 6",
  network: lstmRows,
  training: {
    epochs: 10,
    miniBatchSize: 20,
    learningRate: 0.002,
    optimizer: { type: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clipNorm: 1 },
    schedule: { type: "cosine", floor: 0 },
    weightDecay: 0,
  },
  data: "mnist",
};
