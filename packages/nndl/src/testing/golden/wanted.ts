/** For tests: of which networks there must be PyTorch's numbers, whatever is registered. scripts/golden.mjs makes them. */
import { activationNames, costNames, costs } from "../../functions/index.ts";
import { layerTypes } from "../../layers/index.ts";
import { checkNetworkSpec, type NetworkSpec } from "../../network/index.ts";
import { fitOn, layersOf, type Measures } from "../fitted-layers.ts";

export interface Wanted {
  readonly key: string;
  readonly spec: NetworkSpec;
  readonly count: number;
}

const measures: Measures = {
  units: 4,
  filters: 3,
  kernel: [2, 2],
  stride: [1, 1],
  padding: "valid",
  groups: 1,
  activation: "tanh",
  pool: "max",
  window: [2, 2],
  overlapping: false,
  rate: 0.5,
};

/** Every cost with every output, every activation within a network, and every two layers that can be neighbours. */
export const wanted: readonly Wanted[] = [
  ...costNames.flatMap((cost) =>
    costs[cost].outputs.map((output) =>
      want(`${cost} of ${output}`, { input: [3], layers: [dense(4, "tanh"), dense(3, output)], cost }),
    ),
  ),
  ...activationNames.map((activation) => {
    const layers = [{ type: "conv2d", filters: 3, kernel: 2, activation }, dense(4, activation), dense(3, "softmax")];
    return want(`${activation} within`, { input: [2, 4, 3], layers, cost: "log-likelihood" });
  }),
  ...layerTypes.flatMap((first) =>
    layerTypes.flatMap((last) => {
      const pair = [first, last];
      const input = [[2, 4, 3], [5]].find((shape) => fitOn(shape, pair));
      if (input === undefined) return [];
      const layers = layersOf(
        input,
        pair.map((type) => ({ type, measures })),
      );
      return want(`${first}, then ${last}`, { input, layers, cost: "quadratic" });
    }),
  ),
];

function want(key: string, input: object): Wanted {
  const spec = checkNetworkSpec({ initializer: "zeros", seed: 0, ...input });
  // The deviation of two numbers is mostly rounding.
  return { key, spec, count: spec.layers.some(({ type }) => type === "batchNorm") ? 6 : 2 };
}

function dense(units: number, activation: string) {
  return { type: "dense", units, activation };
}
