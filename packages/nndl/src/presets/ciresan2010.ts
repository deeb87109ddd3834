import { dense } from "../layers/index.ts";
import type { NetworkInput } from "../network/index.ts";
import type { Preset } from "./preset.ts";

/**
 * The deep, plain network of Cireşan, Meier, Gambardella and Schmidhuber, which read 99.65 % of MNIST's test digits:
 * 784-2500-2000-1500-1000-500-10, fully connected, 11,972,510 parameters.
 *
 * The paper's hidden units are 1.7159 tanh(⅔ z), and its first weights uniform; these are tanh(z) and Glorot's gaussian.
 *
 * @throws NndlError "seed"
 * @example ciresan2010().layers.length; // 6
 * @see "Deep, big, simple neural nets excel on handwritten digit recognition", 2010; chapter 6
 */
export function ciresan2010({ seed = 0 }: { readonly seed?: number | undefined } = {}): NetworkInput {
  return {
    input: [784],
    layers: [...[2500, 2000, 1500, 1000, 500].map((units) => dense(units, "tanh")), dense(10, "softmax")],
    cost: "log-likelihood",
    initializer: "glorot",
    seed,
  };
}

/**
 * One image at a time, the learning rate falling from 10⁻³ to 10⁻⁶, as in the paper; how many epochs it falls in is ours.
 * The paper distorts every image anew in every epoch, which is what made 99.65 % possible.
 */
export const ciresan2010Preset: Preset = {
  title: "Cireşan's deep, plain network of six layers",
  source: "Cireşan, Meier, Gambardella and Schmidhuber, 2010; chapter 6",
  network: ciresan2010,
  training: {
    epochs: 100,
    miniBatchSize: 1,
    learningRate: 0.001,
    optimizer: { type: "sgd" },
    // The 99th root of a thousandth.
    schedule: { type: "step", every: 1, factor: 0.9326 },
    weightDecay: 0,
  },
  data: "mnist",
};
