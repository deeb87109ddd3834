import { knownKeys } from "../check.ts";
import { imageOf } from "./geometry.ts";
import { type LayerKind, sizeOf } from "./layer.ts";

/** A layer that leaves of each channel its mean, as plain JSON. */
export interface GlobalAveragePool2dSpec {
  readonly type: "globalAveragePool2d";
}

/**
 * Describes a layer that turns [channels, height, width] into [channels]: the mean of each channel.
 *
 * @example network({ input: [1, 28, 28], layers: [conv2d(10, 5, "relu"), globalAveragePool2d(), dense(10, "softmax")] })
 * @see Lin, Chen and Yan, Network in Network, 2014
 */
export function globalAveragePool2d(): GlobalAveragePool2dSpec {
  return { type: "globalAveragePool2d" };
}

export const globalAveragePool2dLayer: LayerKind<GlobalAveragePool2dSpec> = {
  type: "globalAveragePool2d",

  check(fields, _, where) {
    knownKeys(fields, ["type"], { code: "layer.field", what: where });
    return { type: "globalAveragePool2d" };
  },

  outputShape: (_, input, where) => [imageOf(input, where)[0]],

  parameters: () => [],

  forward(_, shape, __, input, z) {
    const places = sizeOf(shape) / shape[0];
    z.fill(0);
    for (let i = 0; i < input.length; i++) z[Math.floor(i / places)] += input[i] / places;
  },

  backward(_, shape, { delta, inputError }) {
    const places = sizeOf(shape) / shape[0];
    for (let i = 0; i < inputError.length; i++) inputError[i] = delta[Math.floor(i / places)] / places;
  },

  describe: () => "globalAveragePool2d",

  samples: {
    good: [
      { spec: { type: "globalAveragePool2d" }, input: [3, 4, 5] },
      { spec: { type: "globalAveragePool2d" }, input: [2, 1, 1] },
    ],
    bad: [
      { spec: { type: "globalAveragePool2d" }, input: [16], code: "layer.input" },
      { spec: { type: "globalAveragePool2d", window: 2 }, input: [1, 4, 4], code: "layer.field" },
    ],
  },
};
