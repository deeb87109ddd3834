import { knownKeys } from "../check.ts";
import { type LayerKind, sizeOf } from "./layer.ts";

/** A layer that puts the values of an image in a row, as plain JSON. */
export interface FlattenSpec {
  readonly type: "flatten";
}

/**
 * Describes a layer that turns [channels, height, width] into [units], channel after channel, row after row.
 * A dense layer does so by itself; this one is there for whoever likes to see it written.
 *
 * @example network({ input: [1, 28, 28], layers: [conv2d(20, 5), flatten(), dense(10, "softmax")] })
 */
export function flatten(): FlattenSpec {
  return { type: "flatten" };
}

export const flattenLayer: LayerKind<FlattenSpec> = {
  type: "flatten",
  sequences: "whole",

  check(fields, _, where) {
    knownKeys(fields, ["type"], { code: "layer.field", what: where });
    return { type: "flatten" };
  },

  outputShape: (_, input) => [sizeOf(input)],

  parameters: () => [],

  forward: (_, __, ___, input, z) => z.set(input),

  backward: (_, __, { delta, inputError }) => inputError.set(delta),

  describe: () => "flatten",

  samples: {
    good: [
      { spec: { type: "flatten" }, input: [2, 3, 4] },
      { spec: { type: "flatten" }, input: [5] },
    ],
    bad: [{ spec: { type: "flatten", units: 24 }, input: [2, 3, 4], code: "layer.field" }],
  },
};
