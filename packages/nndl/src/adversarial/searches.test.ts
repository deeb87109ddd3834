import { describe, expect, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { inputsIn } from "../data/inputs-in.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { withProcessors } from "../testing/processors.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { withSession } from "../testing/sessions.ts";
import { quarterReader, spots } from "../testing/spots.ts";
import { attack } from "./attack.ts";
import { deepFool } from "./deepfool.ts";
import { lBfgsChanges } from "./l-bfgs-changes.ts";
import { fastGradientSign } from "./method.ts";
import { ascendFromNoise, evolve } from "./noise.ts";
import { changeSizes } from "./sizes.ts";
import { smallestChanges } from "./smallest.ts";
import { transferOf, withInputs } from "./transfer.ts";
import { universalChange, withChange } from "./universal.ts";

const data = spots(24);
const net = quarterReader(4);
const bits = (values: Float32Array) => new Uint32Array(values.buffer, values.byteOffset, values.length).join();
/** How many of some inputs are misread. */
const misread = async (inputs: Float32Array) => {
  const { correct } = await net.evaluate(withInputs(data, inputs));
  return data.count - correct;
};

/** Two classes on either side of the line x₀ + x₁ = 1, so that the smallest change is known: how far from it a point is. */
const line = network({ input: [2], layers: [dense(2, "softmax")], cost: "log-likelihood", seed: 1 });
line.parameters.get("layers.0.weights")!.values.set([-3, -3, 3, 3]);
line.parameters.get("layers.0.biases")!.values.set([3, -3]);
const points = new Dataset({
  shape: [2],
  features: Float32Array.of(0.1, 0.2, 0.5, 0.3, 0.9, 0.4, 0.6, 0.6, 0, 0, 0.9, 0.9),
  targets: { kind: "classes", labels: [0, 0, 1, 1, 0, 0], classes: 2 },
});
/** The last is misread anyway. */
const known = [0.7, 0.2, 0.3, 0.2, 1, 0].map((sum) => sum / Math.SQRT2);

describe.each([
  ["smallestChanges", smallestChanges, 0.02],
  ["deepFool", deepFool, 0.05],
  ["lBfgsChanges", lBfgsChanges, 0.02],
] as const)("%s", (_, find, tolerance) => {
  it.each([
    ["wasm", wasmEngine],
    ["reference", referenceEngine],
  ] as const)("finds the way to a straight boundary: %s", async (_, engine) => {
    const { distances, found, inputs } = await find(line, points, { engine });
    expect(found).toBe(6);
    for (const [i, distance] of known.entries()) {
      expect(distances[i]).toBeGreaterThanOrEqual(distance - 1e-6);
      expect(distances[i]).toBeLessThanOrEqual(distance * (1 + tolerance) + 1e-3);
    }
    const { correct } = await withSession(engine, line, {}, (session) =>
      session.evaluate(session.load(withInputs(points, inputs))),
    );
    expect(correct).toBe(0);
  });

  it("fools a network with images, by less than it would take to see", async () => {
    const { distances, inputs, found } = await find(net, data);
    expect(found).toBe(24);
    expect(await misread(inputs)).toBe(24);
    const sizes = changeSizes(inputsIn(data), inputs, 36);
    for (const [i, { l2 }] of sizes.entries()) expect(l2).toBeCloseTo(distances[i]!, 6);
  });

  it("gives the same bits on any number of threads", async () => {
    const run = (threads: number) => withProcessors(threads, () => find(net, data, { threads }));
    expect(bits((await run(2)).inputs)).toBe(bits((await run(1)).inputs));
  });

  it("says what cannot be fooled: a network that always gives the same answer", async () => {
    const stubborn = quarterReader(0);
    stubborn.parameters.get("layers.0.biases")!.values[1] = 100;
    const { found, distances, inputs } = await find(stubborn, data);
    const wrong = Array.from({ length: 24 }, (_, i) => i).filter((i) => data.label(i) !== 1);
    expect(found).toBe(wrong.length);
    expect(distances.filter((each) => each === Number.POSITIVE_INFINITY).length).toBe(24 - wrong.length);
    expect(inputs).toEqual(inputsIn(data));
  });
});

it("smallestChanges leads to a class by lot, the same each time, and by a longer way", async () => {
  const away = await smallestChanges(net, data, { attempts: 8 });
  const [first, again] = [
    await smallestChanges(net, data, { attempts: 8, target: "random", seed: 3 }),
    await smallestChanges(net, data, { attempts: 8, target: "random", seed: 3 }),
  ];
  expect(bits(again.inputs)).toBe(bits(first.inputs));
  const mean = ({ distances }: typeof first) => distances.reduce((sum, each) => sum + each, 0) / 24;
  expect(mean(first)).toBeGreaterThan(mean(away));
});

it("lBfgsChanges leads to a class by lot, the same each time, and by a longer way", async () => {
  const few = data.take(8);
  const away = await lBfgsChanges(net, few);
  const lot = () => lBfgsChanges(net, few, { target: "random", seed: 3 });
  const [first, again] = [await lot(), await lot()];
  expect(bits(again.inputs)).toBe(bits(first.inputs));
  const mean = ({ distances }: typeof first) => distances.reduce((sum, each) => sum + each, 0) / 8;
  expect(first.found).toBe(8);
  expect(mean(first)).toBeGreaterThan(mean(away));
  // Two ways of looking for the same thing come to much the same.
  const { distances } = await smallestChanges(net, few);
  for (const [i, distance] of away.distances.entries()) expect(distance).toBeLessThan(1.1 * distances[i]! + 1e-3);
});

describe("from noise", () => {
  it("ascent and evolution make images of nothing that each class is seen in", async () => {
    for (const made of [
      await ascendFromNoise(net, { confidence: 0.99 }),
      await evolve(net, { confidence: 0.99, generations: 3000, children: 30 }),
    ]) {
      expect(made.reached).toBe(4);
      const outputs = await withSession(wasmEngine, net, {}, (session) => session.predict(made.inputs));
      for (let k = 0; k < 4; k++) expect(outputs[5 * k]).toBe(made.confidences[k]);
      expect(Math.min(...made.confidences)).toBeGreaterThanOrEqual(0.99);
      expect(made.inputs.every((x) => x >= 0 && x <= 1)).toBe(true);
    }
  });

  it("evolution gives the same bits on any number of threads, and stops in time", async () => {
    const run = (threads: number) => withProcessors(threads, () => evolve(net, { generations: 20, threads }));
    const [one, two] = [await run(1), await run(2)];
    expect(one.steps).toBeLessThanOrEqual(20);
    expect(bits(two.inputs)).toBe(bits(one.inputs));
  });

  it("ascent that begins where it wants to be takes no step", async () => {
    expect((await ascendFromNoise(net, { confidence: 1e-30, steps: 1 })).steps).toBeLessThanOrEqual(1);
  });
});

it("one change for all images makes most of them misread, others of the kind too", async () => {
  const { change, misread: count } = await universalChange(net, data, { epsilon: 0.35, passes: 20 });
  expect(change.every((value) => Math.abs(value) <= 0.35 + 1e-6)).toBe(true);
  expect(count).toBeGreaterThan(12);
  expect(await misread(withChange(inputsIn(data), change, [0, 255 / 256]))).toBe(count);
  const others = spots(40, 6, 9);
  const changed = withInputs(others, withChange(inputsIn(others), change, [0, 255 / 256]));
  expect(40 - (await net.evaluate(changed)).correct).toBeGreaterThan(8);
});

it("what is made for one network is read by another", async () => {
  const other = quarterReader(1);
  const deaf = quarterReader(0);
  deaf.parameters.get("layers.0.biases")!.values[0] = 1;
  const make = async (each: typeof net) => (await attack(each, data, fastGradientSign(0.3))).inputs;
  const counts = await transferOf([net, other, deaf], data, make);
  expect(counts[0]![0]).toBeGreaterThan(15);
  expect(counts[0]![1]).toBe(counts[0]![0]);
  expect(counts[0]![2]).toBe(
    data.count - Array.from({ length: 24 }, (_, i) => data.label(i)).filter((y) => y === 0).length,
  );
  expect(counts[2]![0]).toBe(0);
});

it("changes have the sizes that papers give", () => {
  const [first, second] = changeSizes(
    Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
    Float32Array.of(3, 0, -4, 0, 1, 1, 1, 1),
    4,
  );
  expect(first).toEqual({ linf: 4, l2: 5, l1: 7, l0: 2, distortion: 2.5 });
  expect(second).toEqual({ linf: 0, l2: 0, l1: 0, l0: 0, distortion: 0 });
});

describe("refused", () => {
  it.each([
    ["no steps", () => deepFool(net, data, { steps: 0 }), "attack.options"],
    ["an overshoot below 0", () => deepFool(net, data, { overshoot: -1 }), "attack.options"],
    ["a norm that there is not", () => smallestChanges(net, data, { norm: "l1" as never }), "attack.options"],
    ["targets that are not by lot", () => smallestChanges(net, data, { target: 3 as never }), "attack.options"],
    ["no attempts", () => lBfgsChanges(net, data, { attempts: 0 }), "attack.options"],
    ["no steps of L-BFGS", () => lBfgsChanges(net, data, { steps: 0 }), "attack.options"],
    ["a class that is none's", () => lBfgsChanges(net, data, { target: "third" as never }), "attack.options"],
    ["a confidence above 1", () => ascendFromNoise(net, { confidence: 1.1 }), "attack.options"],
    ["no children", () => evolve(net, { children: 0 }), "attack.options"],
    ["no mutation", () => evolve(net, { mutation: 0 }), "attack.options"],
    ["an ε below 0", () => universalChange(net, data, { epsilon: -1 }), "attack.epsilon"],
    ["no networks", () => transferOf([], data, async () => new Float32Array()), "attack.networks"],
  ] as const)("%s", async (_, act, code) => {
    expect((await refusedLater(act())).code).toBe(code);
  });

  it("inputs that are not as many", () => {
    expect(refused(() => withInputs(data, new Float32Array(3))).code).toBe("attack.inputs");
    expect(refused(() => changeSizes(new Float32Array(3), new Float32Array(3), 2)).code).toBe("attack.inputs");
    expect(refused(() => changeSizes(new Float32Array(3), new Float32Array(4), 1)).code).toBe("attack.inputs");
  });
});
