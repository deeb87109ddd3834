import { type NetworkInput, parseLayers } from "nndl";
import { checkNetworkSpec, layerKinds } from "nndl/spec";
import { describe, expect, test } from "vitest";
import { describeNetwork, nameNetwork } from "./describe-network.ts";

const spec = (layers: string, more: Partial<NetworkInput> = {}, activation = "sigmoid" as const) =>
  checkNetworkSpec({ ...parseLayers(layers, { activation }), ...more });
const chapter6 = "28x28 conv20x5:relu pool2 conv40x5:relu pool2 relu100 softmax10";

describe("in one line", () => {
  test.each<[string, string, Partial<NetworkInput>?]>([
    ["784-30-10", "784-30-10 · sigmoid · quadratic cost", { cost: "quadratic" }],
    ["784 relu30 softmax10", "784-30-10 · relu and softmax · log-likelihood cost"],
    ["784-10", "784-10 · sigmoid · cross-entropy cost"],
    ["784 relu30 tanh30 softmax10", "784 dense30 tanh30 softmax10 · relu · log-likelihood cost"],
    ["28x28 dense30 softmax10:zeros", "28x28 dense30 softmax10 · sigmoid · log-likelihood cost"],
    [chapter6, "28x28 conv20x5 pool2 conv40x5 pool2 dense100 softmax10 · relu · log-likelihood cost"],
    ["28x28 flatten softmax10", "28x28 flatten softmax10 · log-likelihood cost"],
  ])("%s", (layers, expected, more) => expect(describeNetwork(spec(layers, more))).toBe(expected));

  test("of every kind of layer", () => {
    for (const { samples } of Object.values(layerKinds))
      for (const { spec: layer, input, before = [] } of samples.good) {
        const network = checkNetworkSpec({ input, layers: [...before, layer, { type: "dense", units: 2 }] });
        expect(describeNetwork(network)).not.toMatch(/undefined|NaN|object/);
      }
  });
});

describe("as a folder's name", () => {
  test.each([
    ["784-30-10", "784-30-10"],
    ["784 relu30:he dropout0.5:inverted softmax10", "784-dense30-dropout0.5-inverted-softmax10"],
    [chapter6, "28x28-conv20x5-pool2-conv40x5-pool2-dense100-softmax10"],
  ])("%s", (layers, name) => expect(nameNetwork(spec(layers))).toBe(name));

  test("is short", () => {
    const deep = nameNetwork(spec(`784-${"100-".repeat(200)}10`));
    expect(deep).toMatch(/^784(-100)+-etc$/);
    expect(deep.length).toBeLessThan(70);
  });
});
