/** The book's networks of chapters 1, 3 and 5: 784 inputs, hidden layers of sigmoid neurons, ten of them to answer. */
import type { LayerInput } from "nndl";

/** The input and the layers, for hidden layers of so many neurons. */
export function sigmoidLayers(...hidden: readonly number[]): { input: readonly [784]; layers: readonly LayerInput[] } {
  return { input: [784], layers: [...hidden, 10].map((units) => ({ type: "dense", units, activation: "sigmoid" })) };
}
