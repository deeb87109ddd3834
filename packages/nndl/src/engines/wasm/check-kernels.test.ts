import { describe, expect, it } from "vitest";
import { activationNames, costNames } from "../../functions/index.ts";
import { layerTypes } from "../../layers/index.ts";
import { network } from "../../network/index.ts";
import { refused } from "../../testing/refused.ts";
import { checkKernels, kindsWithKernels } from "./check-kernels.ts";

const all = { layers: layerTypes, activations: activationNames, costs: costNames };
const without = <T>(names: readonly T[], name: T) => names.filter((each) => each !== name);

describe("what has no kernel", () => {
  const net = network({
    input: [1, 4, 4],
    layers: [
      { type: "conv2d", filters: 2, kernel: 2, activation: "gelu" },
      { type: "dense", units: 3, activation: "softmax" },
    ],
    cost: "log-likelihood",
    seed: 1,
  });

  it.each([
    [{ ...all, layers: without(all.layers, "conv2d") }, "layer 0, conv2d"],
    [{ ...all, layers: without(all.layers, "dense") }, "layer 1, dense"],
    [{ ...all, activations: without(all.activations, "gelu") }, "the activation gelu of layer 0"],
    [{ ...all, activations: without(all.activations, "softmax") }, "the activation softmax of layer 1"],
    [{ ...all, costs: without(all.costs, "log-likelihood") }, "the cost log-likelihood"],
  ])("is refused by its name", (kinds, name) => {
    const error = refused(() => checkKernels(net, kinds));
    expect([error.code, error.problem]).toEqual(["engine.kernel", `the wasm engine has no kernel for ${name}`]);
    expect(error.next).toContain("referenceEngine");
  });

  it("is refused only where a network has it", () => {
    checkKernels(net, { ...all, layers: without(all.layers, "flatten"), costs: without(all.costs, "quadratic") });
    checkKernels(net, kindsWithKernels);
  });
});
