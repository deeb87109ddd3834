import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchNorm, conv2d, convPool2d, dense, dropout, maxPool2d } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { estimateMemory, layerCosts, totalCosts } from "./cost-estimate.ts";

const first = { input: [784], layers: [dense(30), dense(10)] };

describe("the costs of dense layers", () => {
  it("are those that a summary of the book's first network shows", () => {
    expect(layerCosts(first)).toEqual([
      {
        index: 0,
        type: "dense",
        input: [784],
        output: [30],
        parameters: 23550,
        trainedParameters: 23550,
        multiplyAdds: 23520,
      },
      {
        index: 1,
        type: "dense",
        input: [30],
        output: [10],
        parameters: 310,
        trainedParameters: 310,
        multiplyAdds: 300,
      },
    ]);
    expect(totalCosts(layerCosts(first))).toEqual({ parameters: 23860, trainedParameters: 23860, multiplyAdds: 23820 });
  });

  it("count the parameters that the network has", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 5 }), ([inputs, ...units]) => {
        const spec = { input: [inputs!], layers: units.map((count) => dense(count)) };
        const net = network(spec);
        expect(totalCosts(layerCosts(spec)).parameters).toBe(net.parameterCount);
        expect(layerCosts(net.spec)).toEqual(layerCosts(spec));
      }),
    );
  });
});

describe("the costs of chapter 6's networks", () => {
  const out = dense(10, "softmax");
  const pools = [convPool2d(20, 5, 2), convPool2d(40, 5, 2)];

  it.each([
    ["one convolution", [convPool2d(20, 5, 2), dense(100), out], 289_630, 577_000],
    ["two", [...pools, dense(100), out], 85_670, 1_633_000],
    [
      "two, pooled by layers of their own",
      [conv2d(20, 5), maxPool2d(2), conv2d(40, 5), maxPool2d(2), dense(100), out],
      85_670,
      1_633_000,
    ],
    ["dropout", [...pools, dropout(0.5), dense(1000), dropout(0.5), dense(1000), out], 1_672_570, 3_218_000],
  ])("%s", (_, layers, parameters, multiplyAdds) => {
    expect(totalCosts(layerCosts({ input: [1, 28, 28], layers }))).toEqual({
      parameters,
      trainedParameters: parameters,
      multiplyAdds,
    });
  });

  it("count strides, padding and groups, and what is not trained", () => {
    const layers = [conv2d(8, [3, 5], "relu", { stride: 2, padding: "same", groups: 2 }), batchNorm(), out];
    const [convolution, norm] = layerCosts({ input: [4, 9, 7], layers });
    expect([convolution!.parameters, convolution!.multiplyAdds]).toEqual([8 * 2 * 15 + 8, 8 * 2 * 15 * 5 * 4]);
    expect([norm!.parameters, norm!.trainedParameters, norm!.multiplyAdds]).toEqual([32, 16, 0]);
  });
});

describe("the memory of a network", () => {
  const weights = 4 * 23860;

  it("that is only used holds weights and activations", () => {
    expect(estimateMemory(first, { miniBatchSize: 3 })).toEqual({
      parameters: 2 * weights,
      gradients: 0,
      optimizer: 0,
      activations: 4 * 3 * 824,
      errors: 0,
      data: 0,
      checkpoints: 0,
      total: 2 * weights + 4 * 3 * 824,
      engine: weights + 4 * 3 * 824,
    });
  });

  it("grows with what training adds", () => {
    const sgd = estimateMemory(first, { optimizer: { type: "sgd" } });
    expect([sgd.gradients, sgd.optimizer, sgd.errors]).toEqual([0, 0, 4 * 10 * 824]);
    const momentum = estimateMemory(first, { optimizer: { type: "momentum", momentum: 0.9 } });
    expect([momentum.gradients, momentum.optimizer]).toEqual([weights, weights]);
    const adam = estimateMemory(first, {
      optimizer: { type: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      dataBytes: 1000,
      checkpoints: true,
    });
    expect([adam.optimizer, adam.data, adam.checkpoints]).toEqual([2 * weights, 1000, 6 * weights]);
    expect(adam.total).toBe(2 * weights + 3 * weights + 2 * 4 * 10 * 824 + 1000 + 6 * weights);
    expect(adam.engine).toBe(weights + 3 * weights + 2 * 4 * 10 * 824 + 1000);
  });

  it("is known for networks that nobody could hold, and refused for none", () => {
    const huge = { input: [16_000], layers: [dense(30_000), dense(10)] };
    expect(estimateMemory(huge).parameters).toBe(2 * 4 * (16_000 * 30_000 + 30_000 + 300_010));
    expect(refused(() => layerCosts({ input: [784], layers: [] })).code).toBe("network.layers");
  });
});
