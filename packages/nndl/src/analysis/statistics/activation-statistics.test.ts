import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { Dataset } from "../../data/index.ts";
import { inputsIn } from "../../data/inputs-in.ts";
import { referenceEngine } from "../../engines/index.ts";
import { activationNames } from "../../functions/index.ts";
import { batchNorm, conv2d, convPool2d, dense, dropout, maxPool2d } from "../../layers/index.ts";
import { Network, network } from "../../network/index.ts";
import { refusedLater } from "../../testing/refused.ts";
import { toyData } from "../../testing/toy-data.ts";
import { layerOutputs } from "../layer-outputs.ts";
import { activationStatistics } from "./activation-statistics.ts";

const data = toyData(40);

describe("the statistics of activations", () => {
  it("are those of what each layer outputs, by its own definition", async () => {
    const images = toyData(30, { size: 64 });
    const net = network({
      input: [1, 8, 8],
      layers: [
        conv2d(3, 3, "relu"),
        batchNorm(),
        maxPool2d(2),
        dropout(0.5),
        dense(6, "tanh"),
        dense(4, "softmax"),
        dense(3),
      ],
      seed: 3,
    });
    const found = await activationStatistics(net, images, { quantiles: [0, 0.5, 1], bins: 6 });
    expect(found.map(({ layer, type, activation, shape }) => `${layer} ${type} ${activation} ${shape}`)).toEqual([
      "0 conv2d relu 3,6,6",
      "1 batchNorm linear 3,6,6",
      "4 dense tanh 6",
      "5 dense softmax 4",
      "6 dense sigmoid 3",
    ]);
    const outputs = layerOutputs(net, inputsIn(images));
    for (const each of found) {
      const values = outputs[each.layer].values;
      const mean = values.reduce((sum, value) => sum + value) / values.length;
      expect(each.count).toBe(values.length);
      expect(each.mean).toBeCloseTo(mean, 5);
      expect(each.deviation).toBeCloseTo(
        Math.sqrt(values.reduce((sum, a) => sum + (a - mean) ** 2, 0) / values.length),
        5,
      );
      expect(each.max).toBeCloseTo(Math.max(...values), 5);
      expect(each.quantiles.map(({ value }) => value)[0]).toBe(each.min);
      const [left, right] = values
        .slice()
        .sort()
        .subarray(values.length / 2 - 1);
      expect(each.quantiles[1].value).toBeCloseTo((left + right) / 2, 5);
      expect(each.histogram.counts.reduce((sum, count) => sum + count)).toBe(values.length);
    }
    const tanh = outputs[4].values.map((a) => 1 - a * a);
    expect(found[2].slope).toBeCloseTo(tanh.reduce((sum, slope) => sum + slope) / tanh.length, 5);
    const softmax = outputs[5].values.map((a) => a * (1 - a));
    expect(found[3].slope).toBeCloseTo(softmax.reduce((sum, slope) => sum + slope) / softmax.length, 5);
  });

  it("count what is saturated, unit by unit", async () => {
    const net = handmade([[10, 0], [0.1, 0], [-10, 0], [0, 0]], [0, 0, 0, 9], "sigmoid"); // biome-ignore format: weights
    const examples = rows([[1, 0], [0, 0], [-1, 0], [0.1, 0]]); // biome-ignore format: rows
    const [layer] = await activationStatistics(net, examples);
    // σ′(±10) is far below 0.01, σ′(±1) and σ′(0) are above.
    expect([...layer.saturatedByUnit]).toEqual([0.5, 0, 0.5, 1]);
    expect(layer.saturated).toBe(0.5);
    // Hardly anything gets through the last one, and still something.
    expect(layer.dead).toEqual([]);
    const [strict] = await activationStatistics(net, examples, { saturation: 0.2 });
    expect([...strict.saturatedByUnit]).toEqual([0.75, 0, 0.75, 1]);
    expect((await activationStatistics(net, examples, { saturation: 0 }))[0].saturated).toBe(0);
  });

  it("name the units that are dead", async () => {
    const net = handmade([[1, 0], [1, 0], [0, -1]], [0, -5, 0], "relu"); // biome-ignore format: weights
    const examples = rows([[1, 1], [2, 0], [-1, 3]]); // biome-ignore format: rows
    const [layer] = await activationStatistics(net, examples);
    expect(layer.dead).toEqual([1, 2]);
    expect(layer.saturated).toBeCloseTo(7 / 9, 12);
    // A filter is dead only if it is everywhere.
    const maps = network({ input: [1, 3, 3], layers: [convPool2d(2, 2, 1, "relu"), dense(2)] });
    maps.parameters.get("layers.0.weights")!.values.set([1, 0, 0, 0, -1, -1, -1, -1]);
    maps.parameters.get("layers.0.biases")!.values.fill(0);
    const image = Float32Array.from({ length: 9 }, (_, i) => (i === 4 ? 1 : 0));
    const pixel = new Dataset({
      shape: [1, 3, 3],
      features: image,
      targets: { kind: "classes", labels: [0], classes: 2 },
    });
    const [convolution] = await activationStatistics(maps, pixel);
    expect([convolution.dead, [...convolution.saturatedByUnit]]).toEqual([[1], [0.75, 1]]);
  });

  it("of linear units none is saturated, whatever the others", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...activationNames), fc.nat(1000), async (activation, seed) => {
        const net = network({ input: [5], layers: [dense(7, activation), dense(3, "linear")], seed });
        const [hidden, output] = await activationStatistics(net, data);
        expect([output.saturated, output.slope, output.dead.length]).toEqual([0, 1, 0]);
        expect(hidden.saturated).toBeCloseTo(hidden.saturatedByUnit.reduce((sum, each) => sum + each) / 7, 12);
        for (const unit of hidden.dead) expect(hidden.saturatedByUnit[unit]).toBe(1);
        expect(hidden.count).toBe(280);
      }),
      { numRuns: runs(18) },
    );
  });

  it("are the same by another engine, but for what float32 rounds", async () => {
    const net = network({ input: [5], layers: [dense(7), dense(3, "softmax")], seed: 1 });
    const [ours, theirs] = [
      await activationStatistics(net, data),
      await activationStatistics(net, data, { engine: referenceEngine }),
    ];
    for (const [l, { mean, deviation, slope }] of theirs.entries()) {
      expect(ours[l].mean).toBeCloseTo(mean, 5);
      expect(ours[l].deviation).toBeCloseTo(deviation, 5);
      expect(ours[l].slope).toBeCloseTo(slope, 5);
    }
  });

  it("keep so many activations and no more: those of some examples, always the same", async () => {
    // The last examples are unlike the first: those that are kept are of both.
    const examples = new Dataset({
      ...{ shape: [1], features: Float32Array.from({ length: 600 }, (_, i) => (i < 500 ? 0 : 50)) },
      targets: { kind: "classes", labels: Array(600).fill(0), classes: 2 },
    });
    const net = network({ input: [1], layers: [dense(2000, "tanh"), dense(2)], seed: 1 });
    const heard: number[] = [];
    const [wide, narrow] = await activationStatistics(net, examples, { onProgress: ({ done }) => heard.push(done) });
    expect(wide.count).toBe(1_200_000);
    const kept = wide.histogram.counts.reduce((sum, count) => sum + count);
    expect(kept).toBe(Math.floor(2 ** 20 / 2000) * 2000);
    const all = layerOutputs(net, inputsIn(examples))[0].values.sort();
    for (const { p, value } of wide.quantiles)
      expect(Math.abs(value - all[Math.floor(p * all.length)])).toBeLessThan(0.03);
    expect(narrow.histogram.counts.reduce((sum, count) => sum + count)).toBe(1200);
    expect(heard).toEqual([500, 600, 1100, 1200]);
  });
});

describe("what is refused", () => {
  const net = network({ input: [5], layers: [dense(4), dense(3)] });
  const code = async (...args: unknown[]) =>
    (await refusedLater((activationStatistics as (...each: unknown[]) => Promise<unknown>)(...args))).code;

  it("what does not fit", async () => {
    expect(await code({}, data)).toBe("network.instance");
    expect(await code(net, [])).toBe("dataset.instance");
    expect(await code(net, toyData(3, { size: 4 }))).toBe("data.shape");
    expect(await code(net, data, { bound: 1 })).toBe("analysis.options");
    expect(await code(net, data, { bins: 0 })).toBe("statistics.bins");
    expect(await code(net, data, { quantiles: [2] })).toBe("statistics.quantiles");
    for (const saturation of [-1, Number.NaN, "1"])
      expect(await code(net, data, { saturation })).toBe("statistics.saturation");
  });

  it("weights and activations that are no numbers", async () => {
    const broken = net.clone();
    broken.parameters.get("layers.1.weights")!.values[0] = Number.POSITIVE_INFINITY;
    expect(await code(broken, data)).toBe("network.parameters");
    const huge = handmade([[3e38, 3e38]], [0], "relu");
    expect(await code(huge, rows([[9, 9]]))).toBe("statistics.values");
  });

  it("going on after a signal", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = () => controller.abort(new Error("enough"));
    await expect(activationStatistics(net, data, { signal, onProgress })).rejects.toThrow("enough");
  });
});

function handmade(weights: readonly number[][], biases: readonly number[], activation: "sigmoid" | "relu"): Network {
  const shape = [weights.length, weights[0].length];
  return Network.fromParameters(
    { input: [shape[1]], layers: [dense(shape[0], activation)], cost: "quadratic" },
    new Map([
      ["layers.0.weights", { shape, values: weights.flat() }],
      ["layers.0.biases", { shape: [shape[0]], values: biases }],
    ]),
  );
}

function rows(inputs: readonly number[][]): Dataset {
  return new Dataset({
    shape: [inputs[0].length],
    features: Float32Array.from(inputs.flat()),
    targets: { kind: "classes", labels: inputs.map(() => 0), classes: 1 },
  });
}
