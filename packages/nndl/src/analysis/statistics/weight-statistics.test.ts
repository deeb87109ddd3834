import { describe, expect, it } from "vitest";
import { batchNorm, conv2d, dense } from "../../layers/index.ts";
import { Network, network } from "../../network/index.ts";
import { refused } from "../../testing/refused.ts";
import { weightStatistics } from "./weight-statistics.ts";

describe("the statistics of weights", () => {
  it("are of each array of parameters, in the network's order", () => {
    const net = network({
      input: [1, 6, 6],
      layers: [conv2d(4, 3), batchNorm(), dense(50, "relu"), dense(3, "softmax")],
    });
    const found = weightStatistics(net);
    expect(found.map(({ layer, type, name, shape }) => `${layer} ${type} ${name} ${shape}`)).toEqual([
      "0 conv2d weights 4,1,3,3",
      "0 conv2d biases 4",
      "1 batchNorm scale 4",
      "1 batchNorm shift 4",
      "1 batchNorm mean 4",
      "1 batchNorm variance 4",
      "2 dense weights 50,64",
      "2 dense biases 50",
      "3 dense weights 3,50",
      "3 dense biases 3",
    ]);
    // Gaussian with a deviation of 1/√64.
    const weights = found[6];
    expect(weights.deviation * 8).toBeCloseTo(1, 1);
    expect(Math.abs(weights.mean)).toBeLessThan(0.01);
    expect(weights.count).toBe(3200);
    expect(weights.histogram.counts.reduce((sum, count) => sum + count)).toBe(3200);
    expect(weights.quantiles.map(({ p }) => p)).toEqual([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]);
    expect(found[2]).toMatchObject({ mean: 1, deviation: 0, min: 1, max: 1, zeros: 0 });
    expect(found[3]).toMatchObject({ mean: 0, zeros: 4 });
  });

  it("can be calculated by hand", () => {
    const parameters = new Map([
      ["layers.0.weights", { shape: [1, 4], values: [0, 1, 2, 5] }],
      ["layers.0.biases", { shape: [1], values: [-3] }],
    ]);
    const net = Network.fromParameters({ input: [4], layers: [dense(1)] }, parameters);
    const before = net.sha256();
    const [weights, biases] = weightStatistics(net, { quantiles: [0.5, 1], bins: 5 });
    expect(weights).toEqual({
      ...{ layer: 0, type: "dense", name: "weights", shape: [1, 4], count: 4, mean: 2, min: 0, max: 5, zeros: 1 },
      deviation: Math.sqrt(14 / 4),
      quantiles: [{ p: 0.5, value: 1.5 }, { p: 1, value: 5 }], // biome-ignore format: short
      histogram: { edges: [0, 1, 2, 3, 4, 5], counts: [1, 1, 1, 0, 1] },
    });
    expect(biases.histogram).toMatchObject({ counts: [0, 0, 1, 0, 0] });
    expect(net.sha256()).toBe(before);
  });

  it("are refused of what is no network, and of weights that are no numbers", () => {
    const net = network({ input: [2], layers: [dense(2)] });
    const code = (...args: unknown[]) =>
      refused(() => (weightStatistics as (...each: unknown[]) => unknown)(...args)).code;
    expect(code({ input: [2] })).toBe("network.instance");
    for (const quantiles of [[1.1], [-0.1], ["0.5"], 0.5])
      expect(code(net, { quantiles })).toBe("statistics.quantiles");
    for (const bins of [0, 2.5, 1e9]) expect(code(net, { bins })).toBe("statistics.bins");
    for (const options of [{ bin: 2 }, 3]) expect(code(net, options)).toBe("statistics.options");
    net.parameters.get("layers.0.weights")!.values[1] = Number.NaN;
    expect(code(net)).toBe("network.parameters");
  });
});
