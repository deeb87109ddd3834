import type { ActivationName } from "../functions/index.ts";
import { dense } from "../layers/index.ts";
import { type GivenTensor, Network, parameterName } from "../network/index.ts";

/** A dense layer whose weights are known: w [units, inputs] row by row, b [units]. */
export interface HandmadeLayer {
  readonly weights: ArrayLike<number>;
  readonly biases: ArrayLike<number>;
  readonly activation: ActivationName;
}

/** What the last layer of a construction does to the weighted sum: nothing, or σ. */
export type HandmadeOutput = "linear" | "sigmoid";

/** A network of dense layers with the given weights; the quadratic cost is for whoever trains it further. */
export function handmade(inputs: number, layers: readonly HandmadeLayer[]): Network {
  const parameters = new Map<string, GivenTensor>();
  let below = inputs;
  for (const [index, { weights, biases }] of layers.entries()) {
    parameters.set(parameterName(index, "weights"), { shape: [biases.length, below], values: weights });
    parameters.set(parameterName(index, "biases"), { shape: [biases.length], values: biases });
    below = biases.length;
  }
  const specs = layers.map(({ biases, activation }) => dense(biases.length, activation));
  return Network.fromParameters({ input: [inputs], layers: specs, cost: "quadratic" }, parameters);
}
