/** What chapter 6's networks are made of: 5 × 5 filters, 2 × 2 max-pooling, fully connected layers, and a softmax. */
import type { ActivationName, LayerInput, NetworkInput } from "nndl";

/** One input image, as convolutional layers see it. */
export const image = [1, 28, 28] as const;

/** A convolutional layer of so many maps, with its pooling. */
export function convPool(filters: number, activation: ActivationName): LayerInput {
  return { type: "convPool2d", filters, kernel: [5, 5], window: [2, 2], activation };
}

export function fullyConnected(units: number, activation: ActivationName): LayerInput {
  return { type: "dense", units, activation };
}

/** Leaves out half of the next layer's inputs at each step, as network3 does. */
export const half: LayerInput = { type: "dropout", rate: 0.5 };

/** network3's softmax starts from zeros. */
export const softmaxOutput: LayerInput = { type: "dense", units: 10, activation: "softmax", initializer: "zeros" };

/** 20 maps, then 40, then the given hidden layers of rectified linear neurons. */
export function rectified(...hidden: readonly LayerInput[]): Omit<NetworkInput, "seed"> {
  return {
    input: image,
    layers: [convPool(20, "relu"), convPool(40, "relu"), ...hidden, softmaxOutput],
    cost: "log-likelihood",
    initializer: "network3",
  };
}
