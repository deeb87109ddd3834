import { averagePool2d, conv2d, dense } from "../layers/index.ts";
import type { NetworkInput } from "../network/index.ts";
import type { Preset } from "./preset.ts";

/**
 * LeNet-5, on MNIST's 28 × 28: convolutions of 6, 16 and 120 feature maps with 5 × 5 kernels, two poolings, 84 units, 10
 * classes; 61,706 parameters.
 *
 * As it is usually built today. The paper's poolings have weights of their own, its second convolution leaves out some pairs
 * of maps, and its outputs are distances from drawings of the digits; the two pixels of zeros around the image, which
 * make it the paper's 32 × 32, are the first convolution's padding.
 *
 * @throws NndlError "seed"
 * @example network(lenet5({ seed: 1 })).parameterCount; // 61706
 * @see LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998; chapter 6
 */
export function lenet5({ seed = 0 }: { readonly seed?: number | undefined } = {}): NetworkInput {
  return {
    input: [1, 28, 28],
    layers: [
      conv2d(6, 5, "tanh", { padding: 2 }),
      averagePool2d(2),
      conv2d(16, 5, "tanh"),
      averagePool2d(2),
      conv2d(120, 5, "tanh"),
      dense(84, "tanh"),
      dense(10, "softmax"),
    ],
    cost: "log-likelihood",
    initializer: "glorot",
    seed,
  };
}

/** The settings are ours: the paper's method, an approximate second order, is not among the optimizers here. */
export const lenet5Preset: Preset = {
  title: "LeNet-5, the convolutional network that read cheques",
  source: "LeCun, Bottou, Bengio and Haffner, 1998; named in chapter 6",
  network: lenet5,
  training: {
    epochs: 20,
    miniBatchSize: 10,
    learningRate: 0.05,
    optimizer: { type: "sgd" },
    schedule: { type: "cosine", floor: 0 },
    weightDecay: 0,
  },
  data: "mnist",
};
