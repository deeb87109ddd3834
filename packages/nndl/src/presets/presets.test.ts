import { describe, expect, it } from "vitest";
import { layerCosts, totalCosts } from "../analysis/index.ts";
import { referenceEngine } from "../engines/index.ts";
import { checkOptimizer, checkSchedule, schedules } from "../functions/index.ts";
import { generatedImages } from "../images/index.ts";
import type { LayerInput } from "../layers/index.ts";
import { checkNetworkSpec, network, placeLayers } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { train } from "../training/index.ts";
import { charLstm, ciresan2010, ksh, lenet5, presetNames, presets } from "./index.ts";

/** Nothing of the numbers is allocated. */
const parametersOf = (spec: Parameters<typeof layerCosts>[0]) => totalCosts(layerCosts(spec)).parameters;

describe.each(presetNames)("preset %s", (name) => {
  const preset = presets[name];

  it("describes a network, and how to train it", () => {
    expect(checkNetworkSpec(preset.network({ seed: 5 })).seed).toBe(5);
    expect(checkNetworkSpec(preset.network()).seed).toBe(0);
    expect(checkOptimizer(preset.training.optimizer)).toEqual(preset.training.optimizer);
    expect(checkSchedule(preset.training.schedule)).toEqual(preset.training.schedule);
    expect([preset.title, preset.source]).not.toContain("");
    expect(refused(() => checkNetworkSpec(preset.network({ seed: -1 }))).code).toBe("seed");
  });
});

describe("the KSH network", () => {
  const costs = layerCosts(ksh());
  const convolutions = costs.filter(({ type }) => type === "conv2d");
  const dense = costs.filter(({ type }) => type === "dense");

  it("has the parameters of the paper, layer by layer", () => {
    expect(parametersOf(ksh())).toBe(60_965_224);
    expect([...convolutions, ...dense].map(({ parameters }) => parameters)).toEqual([
      ...[34_944, 307_456, 885_120, 663_936, 442_624],
      ...[37_752_832, 16_781_312, 4_097_000],
    ]);
  });

  it("has the shapes of the paper", () => {
    expect(convolutions.map(({ output }) => output)).toEqual([
      [96, 55, 55],
      [256, 27, 27],
      [384, 13, 13],
      [384, 13, 13],
      [256, 13, 13],
    ]);
    expect(costs.filter(({ type }) => type === "maxPool2d").map(({ output }) => output.slice(1))).toEqual([
      [27, 27],
      [13, 13],
      [6, 6],
    ]);
    expect(costs.map(({ type }) => type).join(" ")).toBe(
      "conv2d localResponseNorm maxPool2d conv2d localResponseNorm maxPool2d conv2d conv2d conv2d maxPool2d " +
        "dense dropout dense dropout dense",
    );
  });

  it("multiplies 665,784,864 times in the convolutions and 58,621,952 times above them, for one image", () => {
    const sum = (layers: typeof costs) => layers.reduce((total, { multiplyAdds }) => total + multiplyAdds, 0);
    expect([sum(convolutions), sum(dense), sum(costs)]).toEqual([665_784_864, 58_621_952, 724_406_816]);
  });

  it("starts as the paper says", () => {
    const starts = placeLayers(checkNetworkSpec(ksh()))
      .flatMap(({ parameters }) => parameters)
      .map(({ name, deviation, start = 0 }) => `${name} ${deviation} ${start}`);
    const ones = ["weights 0.01 0", "biases 0 1"];
    const zeros = ["weights 0.01 0", "biases 0 0"];
    expect(starts).toEqual([zeros, ones, zeros, ones, ones, ones, ones, zeros].flat());
  });

  it("divides its learning rate by ten, three times", () => {
    const { schedule } = presets.ksh.training;
    if (schedule.type !== "halving") throw new Error("another schedule");
    const at = (reductions: number) =>
      schedules.halving.multiplier(schedule, { epoch: 0, step: 0, steps: 1, reductions });
    expect([0, 1, 2, 3].map((reductions) => at(reductions) * 0.01)).toEqual(
      [0.01, 0.001, 1e-4, 1e-5].map((rate) => expect.closeTo(rate, 12)),
    );
    expect(schedules.halving.onPlateau?.(schedule).maxReductions).toBe(4);
  });

  it("cannot be made for images that are too small, or for halves that are none", () => {
    expect(refused(() => layerCosts(ksh({ side: 10 }))).message).toContain("layer 1");
    expect(refused(() => layerCosts(ksh({ maps: [4, 6, 4, 5, 4] }))).code).toBe("layer.groups");
    expect(refused(() => layerCosts(ksh({ units: 0 }))).code).toBe("layer.units");
  });
});

/** With so few maps, the paper's 0.01 lets hardly anything through. */
const fromHe = (layer: LayerInput): LayerInput => ("initializer" in layer ? { ...layer, initializer: "he" } : layer);

describe("a small KSH network", () => {
  const spec = ksh({ side: 67, maps: [4, 8, 6, 8, 8], units: 12, classes: 4, seed: 3 });
  const images = generatedImages(1, 8, 4, [3, 67, 67]);

  it("goes forward and back", async () => {
    const net = network(spec);
    const { cost, parameters, inputs } = await withSession(referenceEngine, net, { miniBatchSize: 4 }, (session) =>
      session.gradients(session.load(images.take(4)), everyExample(images.take(4))),
    );
    expect(cost).toBeGreaterThan(0);
    expect(inputs.length).toBe(4 * 3 * 67 * 67);
    expect([...parameters.keys()]).toEqual([...net.parameters.keys()]);
    for (const [key, values] of parameters) {
      expect(values.every(Number.isFinite), key).toBe(true);
      if (key.endsWith("biases")) expect(Math.max(...values.map(Math.abs)), key).toBeGreaterThan(0);
    }
  });

  it("does better after a small step down its gradient, by as much as the gradient says", async () => {
    const net = network({ ...spec, layers: spec.layers.map(fromHe) });
    const data = images.take(4);
    await withSession(referenceEngine, net, { miniBatchSize: 4 }, (session) => {
      const resident = session.load(data);
      const { cost, parameters } = session.gradients(resident, everyExample(data), { training: false });
      let square = 0;
      for (const values of parameters.values()) for (const value of values) square += value * value;
      const rate = (0.0001 * cost) / square;
      for (const [key, values] of parameters)
        net.parameters.get(key)?.values.forEach((weight, i, all) => {
          all[i] = weight - rate * values[i]!;
        });
      session.upload();
      const gained = cost - session.evaluate(resident).cost;
      expect(Math.abs(gained / (rate * square) - 1)).toBeLessThan(0.1);
    });
  });

  const learned = async (change: (layer: LayerInput) => LayerInput): Promise<number> => {
    const small = ksh({ side: 67, maps: [16, 32, 32, 32, 32], units: 64, classes: 4, seed: 1 });
    const data = generatedImages(1, 80, 4, [3, 67, 67]);
    const { optimizer, weightDecay } = presets.ksh.training;
    const run = train(network({ ...small, layers: small.layers.map(change) }), data, {
      epochs: 20,
      miniBatchSize: 8,
      learningRate: 0.005,
      optimizer,
      threads: 1,
      evaluate: { data },
      regularization: { l2: weightDecay * data.count },
    });
    for await (const _ of run);
    return run.outcome?.history.at(-1)?.evaluations.data?.dataCost ?? Number.NaN;
  };

  it("learns in two hundred steps what four kinds of images look like, if its first weights are not too small", async () => {
    expect(await learned(fromHe)).toBeLessThan(1);
    // Guessing costs ln 4.
    expect(Math.abs((await learned((layer) => layer)) - Math.log(4))).toBeLessThan(0.05);
  });
});

it("LeNet-5 has six maps of 5 × 5 in its first layer, and 61,706 parameters", () => {
  const costs = layerCosts(lenet5());
  expect(costs[0]).toMatchObject({ type: "conv2d", output: [6, 28, 28], parameters: 6 * 26 });
  expect(costs.map(({ output }) => output[0])).toEqual([6, 6, 16, 16, 120, 84, 10]);
  expect(parametersOf(lenet5())).toBe(61_706);
});

it("the network of characters is made for as many as there are, and takes no fewer than one", () => {
  expect(network(charLstm()).parameterCount).toBe(92_897);
  const spec = checkNetworkSpec(charLstm({ characters: 12, steps: 7 }));
  expect(placeLayers(spec).at(-1)?.output).toEqual([7, 12]);
  expect(refused(() => charLstm({ characters: 0 })).code).toBe("layer.units");
  expect(refused(() => checkNetworkSpec(charLstm({ steps: 0 }))).code).toBe("network.input");
});

it("Cireşan's network has 11,972,510 parameters, and its learning rate falls to a millionth", () => {
  expect(parametersOf(ciresan2010())).toBe(11_972_510);
  const { schedule, learningRate, epochs } = presets.ciresan2010.training;
  if (schedule.type !== "step") throw new Error("another schedule");
  const last = schedules.step.multiplier(schedule, { epoch: epochs - 1, step: 0, steps: 1, reductions: 0 });
  expect(learningRate * last).toBeCloseTo(1e-6, 8);
});
