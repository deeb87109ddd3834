import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { regression } from "../../data/index.ts";
import { referenceEngine, wasmEngine } from "../../engines/index.ts";
import { inputsOf, parametersOf, targetsOf } from "../../engines/reference/arrays.ts";
import { exampleCosts, forward } from "../../engines/reference/pass.ts";
import { batchNorm, convPool2d, dense, dropout, sizeOf } from "../../layers/index.ts";
import { network, parameterName } from "../../network/index.ts";
import { expectClose, expectCloseInScale, expectCloseMaps } from "../../testing/close.ts";
import { randomCase } from "../../testing/random-cases.ts";
import { randomImageCase } from "../../testing/random-image-cases.ts";
import { refusedLater } from "../../testing/refused.ts";
import { everyExample, withSession } from "../../testing/sessions.ts";
import { toyData } from "../../testing/toy-data.ts";
import { gradientFlow } from "./gradient-flow.ts";

const deep = (seed = 1) => network({ input: [5], layers: [dense(6), dense(6), dense(6), dense(3)], seed });
const data = toyData(40);

describe("the gradient by layer and neuron", () => {
  it("is what central differences give for each bias", async () => {
    const net = deep();
    const { layers, cost } = await gradientFlow(net, data);
    const [inputs, targets] = [inputsOf(data, everyExample(data)), targetsOf(net, data, everyExample(data))];
    const parameters = parametersOf(net);
    const batch = { count: data.count, training: false, step: 0 };
    const meanCost = () => {
      const costs = exampleCosts(net, forward(net, parameters, inputs, batch), targets, batch);
      return costs.reduce((sum, each) => sum + each) / data.count;
    };
    expect(cost).toBeCloseTo(meanCost(), 6);
    for (const { index, speed, parameters: gradients } of layers) {
      const biases = parameters[index].biases;
      const slopes = biases.map((value, j) => {
        biases[j] = value + 1e-5;
        const above = meanCost();
        biases[j] = value - 1e-5;
        const below = meanCost();
        biases[j] = value;
        return (above - below) / 2e-5;
      });
      const found = gradients.find(({ name }) => name === "biases")!;
      expectCloseInScale(found.values, slopes, { rtol: 1e-3, atol: 1e-5 });
      expect(speed / Math.hypot(...slopes)).toBeCloseTo(1, 4);
      expect([...found.byUnit]).toEqual([...found.values.map(Math.abs)]);
    }
  });

  it.each([
    ["dense", randomCase({ widest: 20 })],
    ["of images", randomImageCase({ deepest: 3 })],
  ])("is made of the engine's gradients, of networks that are %s", async (_, cases) => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ spec, data: examples }) => {
        const net = network(spec);
        const { layers, cost, count } = await gradientFlow(net, examples, { threads: 1 });
        const { parameters, cost: wanted } = await withSession(wasmEngine, net, { threads: 1 }, (session) =>
          session.gradients(session.load(examples), everyExample(examples)),
        );
        expect(count).toBe(examples.count);
        expectClose([cost], [wanted], { rtol: 1e-14, atol: 0 });
        const found = layers.flatMap(({ index, parameters: each }) =>
          each.map(({ name, values }) => [parameterName(index, name), values] as const),
        );
        expectCloseMaps(new Map(found), parameters, { rtol: 1e-14, atol: 0 });
        for (const { norm, speed, type, parameters: each } of layers) {
          const lengths = each.map(({ values }) => Math.hypot(...values));
          expectClose([norm], [Math.hypot(...lengths)], { rtol: 1e-12, atol: 0 });
          expectClose([speed], [lengths[1]], { rtol: 1e-12, atol: 0 });
          expect(each.map(({ name }) => name)).toEqual(
            type === "batchNorm" ? ["scale", "shift"] : ["weights", "biases"],
          );
          for (const { shape, values, byUnit } of each) {
            expect([sizeOf(shape), byUnit.length]).toEqual([values.length, shape[0]]);
            expectClose([Math.hypot(...byUnit)], [Math.hypot(...values)], { rtol: 1e-12, atol: 0 });
          }
        }
      }),
      { numRuns: runs(12) },
    );
  });

  it("is the same by the reference engine, but for what float32 rounds", async () => {
    const [ours, theirs] = [
      await gradientFlow(deep(), data),
      await gradientFlow(deep(), data, { engine: referenceEngine }),
    ];
    for (const [l, { parameters }] of theirs.layers.entries())
      for (const [p, { values }] of parameters.entries())
        expectCloseInScale(ours.layers[l].parameters[p].values, values, { rtol: 1e-4, atol: 1e-5 });
    expect(ours.ratio! / theirs.ratio!).toBeCloseTo(1, 5);
  });

  it("is the mean over parts that are computed one after another", async () => {
    const many = toyData(1203);
    const net = deep();
    const whole = await gradientFlow(net, many);
    const parts = [many.slice(0, 400), many.slice(400, 1203)];
    const flows = await Promise.all(parts.map((part) => gradientFlow(net, part)));
    for (const [l, { parameters }] of whole.layers.entries())
      for (const [p, { values }] of parameters.entries()) {
        const mean = values.map(
          (_, i) =>
            flows.reduce((sum, flow, k) => sum + parts[k].count * flow.layers[l].parameters[p].values[i], 0) / 1203,
        );
        expectCloseInScale(values, mean, { rtol: 1e-5, atol: 1e-6 });
      }
  });

  it("has a ratio of the last hidden layer to the first, whatever normalizes or drops between", async () => {
    const net = deep();
    const { layers, ratio } = await gradientFlow(net, data);
    expect(ratio).toBe(layers[2].speed / layers[0].speed);
    const mixed = network({
      input: [1, 6, 6],
      layers: [convPool2d(3, 3, 2), batchNorm(), dropout(0.5), dense(4), dense(3, "softmax")],
    });
    const images = toyData(12, { size: 36 });
    const flow = await gradientFlow(mixed, images);
    expect(flow.layers.map(({ type }) => type)).toEqual(["convPool2d", "batchNorm", "dense", "dense"]);
    expect(flow.layers[0].parameters[0].byUnit.length).toBe(3);
    expect(flow.ratio).toBe(flow.layers[2].speed / flow.layers[0].speed);
    expect((await gradientFlow(network({ input: [5], layers: [dense(3)] }), data)).ratio).toBeUndefined();
    const zeros = network({ input: [5], layers: [dense(4, "relu"), dense(3)], initializer: "zeros" });
    expect((await gradientFlow(zeros, data)).ratio).toBeUndefined();
  });

  it("takes targets that are values, changes nothing, and says how far it is", async () => {
    const net = network({ input: [2], layers: [dense(3, "tanh"), dense(1, "linear")] });
    const before = net.sha256();
    const heard: unknown[] = [];
    await gradientFlow(net, regression([[0, 1], [1, 2]], [1, 2]), { onProgress: (progress) => heard.push(progress) }); // biome-ignore format: short
    expect(heard).toEqual([{ done: 2, total: 2 }]);
    expect(net.sha256()).toBe(before);
  });

  it("keeps its length where squares would be 0", async () => {
    const tiny = network({ input: [1], layers: [dense(1, "linear")], initializer: "zeros" });
    const { layers } = await gradientFlow(tiny, regression([[1]], [1e-30]), { engine: referenceEngine });
    expect(layers[0].speed / 1e-30).toBeCloseTo(1, 5);
  });
});

describe("what is refused", () => {
  it("data that do not fit, weights that are not finite, and options that are none", async () => {
    const code = async (...args: unknown[]) =>
      (await refusedLater((gradientFlow as (...each: unknown[]) => Promise<unknown>)(...args))).code;
    expect(await code({}, data)).toBe("network.instance");
    expect(await code(deep(), [])).toBe("dataset.instance");
    expect(await code(deep(), toyData(3, { size: 4 }))).toBe("data.shape");
    for (const options of [{ every: 1 }, 5, { engine: "wasm" }, { signal: 1 }, { onProgress: true }])
      expect(await code(deep(), data, options)).toBe("analysis.options");
    expect(await code(deep(), data, { threads: 0 })).toBe("session.threads");
    const broken = deep();
    broken.parameters.get("layers.1.biases")!.values[2] = Number.NaN;
    expect(await code(broken, data)).toBe("network.parameters");
  });

  it("going on after a signal, before and on the way", async () => {
    await expect(gradientFlow(deep(), data, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
      "enough",
    );
    const controller = new AbortController();
    const heard: number[] = [];
    const onProgress = ({ done }: { done: number }) => {
      heard.push(done);
      controller.abort(new Error("stop"));
    };
    const { signal } = controller;
    await expect(gradientFlow(deep(), toyData(2000), { signal, onProgress })).rejects.toThrow("stop");
    expect(heard).toEqual([500]);
  });
});
