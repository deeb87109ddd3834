/** What a pass computes with, as float64 arrays: a network's parameters, the inputs and targets of some examples. */
import type { Dataset } from "../../data/index.ts";
import type { Network } from "../../network/index.ts";
import { parameterName } from "../../network/parameter-name.ts";
import type { ReferenceParameters } from "./pass.ts";

/** Copies of a network's parameters, layer by layer. */
export function parametersOf(network: Network): ReferenceParameters {
  return network.layers.map(({ index, parameters }) =>
    Object.fromEntries(
      parameters.map(({ name }) => [
        name,
        Float64Array.from(network.parameters.get(parameterName(index, name))?.values ?? []),
      ]),
    ),
  );
}

/** The inputs of the given examples, one after another. */
export function inputsOf(data: Dataset, examples: Uint32Array): Float64Array {
  const inputs = new Float64Array(examples.length * data.size);
  examples.forEach((example, i) => {
    inputs.set(data.input(example), i * data.size);
  });
  return inputs;
}

/** How many steps of the given examples count, where not all do. */
export function lengthsOf({ lengths }: Dataset, examples: Uint32Array): Uint32Array | undefined {
  return lengths && examples.map((example) => lengths[example]);
}

/** The targets of the given examples, as long as the network's output is wide. */
export function targetsOf(network: Network, data: Dataset, examples: Uint32Array): Float64Array {
  const size = network.outputSize;
  const targets = new Float64Array(examples.length * size);
  // There may be more outputs than classes.
  const each = data.labelsEach || 1;
  const [wide, narrow] = [size / each, data.targetSize / each];
  examples.forEach((example, i) => {
    const target = data.target(example);
    for (let t = 0; t < each; t++) targets.set(target.subarray(t * narrow, (t + 1) * narrow), i * size + t * wide);
  });
  return targets;
}
