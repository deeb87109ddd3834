import { conv2d, dense, dropout, localResponseNorm, maxPool2d } from "../layers/index.ts";
import type { NetworkInput } from "../network/index.ts";
import type { Preset } from "./preset.ts";

/** What can be made smaller, to try the network where the whole one is too much. */
export interface KshOptions {
  /** The side of the square images; 227 when absent, at least 67. */
  readonly side?: number | undefined;
  /** The feature maps of the five convolutions, the second, fourth and fifth even; 96, 256, 384, 384, 256 when absent. */
  readonly maps?: readonly [number, number, number, number, number] | undefined;
  /** The units of each of the two fully connected layers; 4,096 when absent. */
  readonly units?: number | undefined;
  /** 1,000 when absent. */
  readonly classes?: number | undefined;
  /** The seed of its first weights. */
  readonly seed?: number | undefined;
}

/**
 * The network with which Krizhevsky, Sutskever and Hinton won the ImageNet competition of 2012 ("AlexNet"): 60,965,224
 * parameters.
 *
 * Five convolutions with rectified linear units: 11 × 11 with a stride of 4, 5 × 5, and three times 3 × 3; the second,
 * fourth and fifth see only half of the maps before them (two groups, one for each of the authors' two GPUs). The first two
 * are followed by local response normalization; they and the fifth by overlapping max-pooling, 3 × 3 with a stride of 2.
 * Then two layers of 4,096 units, half of which are dropped in each step of training, and 1,000 outputs. First weights
 * have a deviation of 0.01; biases begin at 1 where rectified units would otherwise start dead: in the second, fourth and
 * fifth convolution and in the two large layers.
 *
 * The book says nothing of the pooling after the fifth convolution; without it there would be far more than the
 * 60 million parameters that book and paper speak of. Both say 224 × 224 pixels, which do not give the 55 × 55 positions
 * that they go on with; 227 × 227 do.
 *
 * @throws NndlError for sizes that do not fit, with the layer's position, when the network is made
 * @example network(ksh({ side: 67, maps: [4, 8, 8, 8, 8], units: 16, classes: 10 })).layers.length; // 15
 * @see chapter 6, "Recent progress in image recognition"; "ImageNet classification with deep convolutional neural
 *   networks", 2012
 */
export function ksh(options: KshOptions = {}): NetworkInput {
  const { side = 227, maps = [96, 256, 384, 384, 256], units = 4096, classes = 1000, seed = 0 } = options;
  const [first, second, third, fourth, fifth] = maps;
  const zeros = { initializer: "narrow-gaussian" } as const;
  const ones = { initializer: "narrow-gaussian-ones" } as const;
  const halves = { ...ones, padding: "same", groups: 2 } as const;
  const pool = () => maxPool2d(3, { stride: 2 });
  return {
    input: [3, side, side],
    layers: [
      conv2d(first, 11, "relu", { ...zeros, stride: 4 }),
      localResponseNorm(),
      pool(),
      conv2d(second, 5, "relu", halves),
      localResponseNorm(),
      pool(),
      conv2d(third, 3, "relu", { ...zeros, padding: "same" }),
      conv2d(fourth, 3, "relu", halves),
      conv2d(fifth, 3, "relu", halves),
      pool(),
      dense(units, "relu", ones),
      dropout(0.5),
      dense(units, "relu", ones),
      dropout(0.5),
      dense(classes, "softmax", zeros),
    ],
    cost: "log-likelihood",
    seed,
  };
}

/**
 * The paper's settings: the learning rate is divided by 10 when the validation images are read no better, three times.
 *
 * They are for a million photographs, as bytes less their mean. Here a byte is divided by 256, and from weights of 0.01
 * hardly anything of an image arrives at the outputs: a few hundred steps then learn how frequent each class is and
 * nothing else. From "he" weights, with smaller mini-batches and a smaller learning rate, they learn more.
 */
export const kshPreset: Preset = {
  title: "the network that won ImageNet in 2012",
  source: "Krizhevsky, Sutskever and Hinton, 2012; chapter 6",
  network: ksh,
  training: {
    epochs: 90,
    miniBatchSize: 128,
    learningRate: 0.01,
    optimizer: { type: "momentum", momentum: 0.9 },
    // It ends with the fourth reduction, so that three are trained with.
    schedule: { type: "halving", patience: 5, divisor: 10, until: 1e-4 },
    weightDecay: 0.0005,
  },
  data: "generated",
};
