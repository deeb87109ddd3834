import { elu } from "./elu.ts";
import { gelu } from "./gelu.ts";
import { leakyReLU } from "./leaky-relu.ts";
import { linear } from "./linear.ts";
import { relu } from "./relu.ts";
import { sigmoid } from "./sigmoid.ts";
import { softmax } from "./softmax.ts";
import { swish } from "./swish.ts";
import { tanh } from "./tanh.ts";

export { type Activation, leastOf, mostOf } from "./activation.ts";

/** Every activation by name. A new one is a file in this folder and a line here. */
export const activations = {
  sigmoid,
  tanh,
  relu,
  "leaky-relu": leakyReLU,
  elu,
  gelu,
  swish,
  linear,
  softmax,
};

/** "sigmoid", "tanh", "relu", …: the activation of a layer. */
export type ActivationName = keyof typeof activations;
/** The names of all activations. */
export const activationNames = Object.keys(activations) as readonly ActivationName[];
