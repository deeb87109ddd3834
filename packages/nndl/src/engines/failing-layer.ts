import type { Dataset } from "../data/index.ts";
import { type Network, parameterName } from "../network/index.ts";
import { forward } from "./reference/pass.ts";

/**
 * The index of the first layer whose weighted inputs, on these examples, are not finite in float32: where a run went
 * wrong. The last layer when float64 finds nothing, since it was there that the trouble was seen.
 */
export function failingLayer(network: Network, data: Dataset, examples: Uint32Array): number {
  const parameters = network.layers.map(({ index, parameters: specs }) =>
    Object.fromEntries(
      specs.map(({ name }) => [
        name,
        Float64Array.from(network.parameters.get(parameterName(index, name))?.values ?? []),
      ]),
    ),
  );
  const inputs = new Float64Array(examples.length * data.size);
  examples.forEach((example, i) => {
    inputs.set(data.input(example), i * data.size);
  });
  const states = forward(network, parameters, inputs, examples.length, false);
  const layer = states.findIndex(({ z }) => !z.every((value) => Number.isFinite(Math.fround(value))));
  return layer < 0 ? network.layers.length - 1 : layer;
}
