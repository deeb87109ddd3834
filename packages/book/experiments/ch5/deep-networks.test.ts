import { network } from "nndl";
import { layerOutputs } from "nndl/analysis";
import { describe, expect, test } from "vitest";
import { deepNetwork, kindNames } from "./deep-networks.ts";

describe.each(kindNames)("%s", (kind) => {
  test.each([1, 2, 3, 8])("has %i hidden layers of 30 neurons, and the book's outputs", (depth) => {
    const { layers } = network({ ...deepNetwork(kind, depth), seed: 1 }).spec;
    const units = layers.flatMap((layer) => (layer.type === "dense" ? [layer.units] : []));
    expect(units).toEqual([...Array<number>(depth).fill(30), 10]);
    expect(layers.at(-1)).toMatchObject({ activation: "sigmoid", initializer: "scaled-gaussian" });
  });
});

test("residual connections lead over two layers each, over one where one is left, and first hand on what they get", () => {
  const overs = (depth: number) =>
    deepNetwork("residual", depth).layers.flatMap((layer) => (layer.type === "add" ? [layer.over] : []));
  expect([1, 2, 3, 6].map(overs)).toEqual([[], [1], [2], [2, 2, 1]]);
  const net = network({ ...deepNetwork("residual", 30), seed: 3 });
  const outputs = layerOutputs(
    net,
    Float32Array.from({ length: 784 }, (_, i) => (i % 7) / 7),
  );
  expect(outputs.at(-2)!.values).toEqual(outputs[0]!.values);
});
