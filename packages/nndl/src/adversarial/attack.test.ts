import { describe, expect, it } from "vitest";
import { classification, Dataset } from "../data/index.ts";
import { inputsIn } from "../data/inputs-in.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { conv2d, dense, maxPool2d } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { expectClose } from "../testing/close.ts";
import golden from "../testing/golden/adversarial.golden.json" with { type: "json" };
import { withProcessors } from "../testing/processors.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { quarterReader as reader, spots } from "../testing/spots.ts";
import { attack } from "./attack.ts";
import { checkAttackMethod, fastGradientSign, iteratedGradientSign, projectedGradient } from "./method.ts";
import { changeSizes } from "./sizes.ts";
import { withInputs } from "./transfer.ts";

const data = spots(60);

const convolutional = () =>
  network({
    input: [1, 6, 6],
    layers: [conv2d(6, 3, "relu"), maxPool2d(2), dense(8, "tanh"), dense(4, "softmax")],
    cost: "log-likelihood",
    seed: 2,
  });

const bits = (values: Float32Array) => new Uint32Array(values.buffer, values.byteOffset, values.length).join();

describe.each([
  ["wasm", wasmEngine],
  ["reference", referenceEngine],
] as const)("an attack computed by %s", (_, engine) => {
  it("of one step goes ε along the sign of the gradient, within the range", async () => {
    const net = convolutional();
    const { inputs } = await attack(net, data, fastGradientSign(0.1), { engine });
    const { inputs: slopes } = await withSession(engine, net, {}, (session) =>
      session.gradients(session.load(data), everyExample(data)),
    );
    const originals = inputsIn(data);
    const moved = originals.map((x, i) => Math.min(255 / 256, Math.max(0, x + 0.1 * Math.sign(slopes[i]!))));
    // Where float32 leaves nothing of a slope that is not 0, our direction may still know its sign.
    const differ = moved.filter((x, i) => slopes[i] !== 0 && Math.abs(x - inputs[i]!) > 1e-6).length;
    expect(differ).toBeLessThan(moved.length / 1000);
    expect(inputs.filter((x, i) => x !== originals[i]).length).toBeGreaterThan(moved.length / 3);
  });

  it.each(["linf", "l2"] as const)("stays within ε of the original and within the range: %s", async (norm) => {
    const epsilon = norm === "linf" ? 0.2 : 1.5;
    const method = projectedGradient(epsilon, { norm, steps: 7, restarts: 2 });
    const attacked = await attack(reader(), data, method, { engine });
    const sizes = changeSizes(inputsIn(data), attacked.inputs, data.size);
    for (const size of sizes) expect(size[norm]).toBeLessThanOrEqual(epsilon * (1 + 1e-5));
    expect(Math.max(...sizes.map((size) => size[norm]))).toBeGreaterThan(0.5 * epsilon);
    for (const x of attacked.inputs) expect(x >= 0 && x <= 255 / 256).toBe(true);
    expect(attacked.misread).toBeGreaterThan(10);
    expect(attacked.misread).toBe(attacked.predictions.filter((read, i) => read !== data.label(i)).length);
    expect(attacked.confidence).toBeGreaterThan(0.25);
  });

  it("leads to a class of one's choice", async () => {
    const net = reader();
    const { hits, predictions } = await attack(net, data, iteratedGradientSign(0.5, 20), { engine, target: 2 });
    expect(hits).toBe(60);
    expect([...predictions].every((read) => read === 2)).toBe(true);
    const targets = Array.from({ length: 60 }, (_, i) => (data.label(i) + 1) % 4);
    expect((await attack(net, data, iteratedGradientSign(0.5, 20), { engine, target: targets })).hits).toBe(60);
  });
});

it.each(golden)("is what PyTorch computes: $name", async ({ spec, parameters, inputs, labels, range, attacks }) => {
  const net = network(spec as never);
  for (const [key, values] of Object.entries(parameters)) net.parameters.get(key)!.values.set(values);
  const shape = net.spec.input;
  const examples = new Dataset({
    shape,
    features: Float32Array.from(inputs),
    targets: { kind: "classes", labels, classes: net.outputSize },
  });
  for (const { method, changed } of attacks)
    for (const engine of [wasmEngine, referenceEngine]) {
      const options = { engine, range: range as [number, number] };
      const ours = await attack(net, examples, { ...method, untilMisread: false } as never, options);
      expectClose(ours.inputs, changed, { rtol: 1e-5, atol: 2e-5 }, JSON.stringify(method));
    }
});

describe("what a network hides", () => {
  it("by being certain, so that its cost has no gradient left in float32, is found all the same", async () => {
    const [plain, certain] = [reader(), reader(10_000)];
    const { inputs: slopes } = await withSession(wasmEngine, certain, {}, (session) =>
      session.gradients(session.load(data), everyExample(data)),
    );
    expect(slopes.every((slope) => slope === 0)).toBe(true);
    const [open, hidden] = [
      await attack(plain, data, projectedGradient(0.3, { steps: 10 })),
      await attack(certain, data, projectedGradient(0.3, { steps: 10 })),
    ];
    expect(open.misread).toBeGreaterThan(50);
    expect(hidden.misread).toBeGreaterThan(50);
    expect(hidden.flat).toBe(0);
    expect((await attack(certain, data, fastGradientSign(0.3))).misread).toBeGreaterThan(50);
  });

  it("behind units that are saturated is said to have no gradient, and another network's changes find it", async () => {
    const open = reader();
    // The same answers, but each sum goes through a sigmoid that is 0 or 1 in float32.
    const saturated = network({ input: [1, 6, 6], layers: [dense(4, "sigmoid"), dense(4, "softmax")], seed: 1 });
    const sums = saturated.parameters.get("layers.0.weights")!.values;
    const { values } = open.parameters.get("layers.0.weights")!;
    for (let i = 0; i < sums.length; i++) sums[i] = 1000 * values[i]!;
    saturated.parameters.get("layers.0.biases")!.values.fill(0);
    const last = saturated.parameters.get("layers.1.weights")!.values.fill(0);
    for (let j = 0; j < 4; j++) last[5 * j] = 5;
    saturated.parameters.get("layers.1.biases")!.values.fill(0);
    const method = iteratedGradientSign(0.3, 10);
    const blind = await attack(saturated, data, method);
    expect(blind.before).toEqual((await attack(open, data, method)).before);
    expect(blind.misread).toBeLessThan(10);
    expect(blind.flat).toBeGreaterThan(50);
    const { inputs } = await attack(open, data, method);
    expect(60 - (await saturated.evaluate(withInputs(data, inputs))).correct).toBeGreaterThan(30);
  });
});

it("gives the same bits on any number of threads, for the same seed, and others for another", async () => {
  const method = projectedGradient(0.1, { steps: 4, restarts: 2, norm: "l2" });
  const run = (threads: number, seed = 5) =>
    withProcessors(threads, () => attack(convolutional(), data, method, { threads, seed }));
  const one = await run(1);
  for (const threads of [2, 3]) {
    const several = await run(threads);
    expect(bits(several.inputs)).toBe(bits(one.inputs));
    expect(bits(several.outputs)).toBe(bits(one.outputs));
  }
  expect(bits((await run(1, 6)).inputs)).not.toBe(bits(one.inputs));
});

it("with ε = 0 changes nothing", async () => {
  for (const method of [fastGradientSign(0), projectedGradient(0), projectedGradient(0, { norm: "l2" })]) {
    const { inputs, before, predictions } = await attack(convolutional(), data, method);
    expect(inputs).toEqual(inputsIn(data));
    expect(predictions).toEqual(before);
  }
});

it("says how far it is, and ends with the signal", async () => {
  const seen: number[] = [];
  const method = projectedGradient(0.01, { steps: 5 });
  await attack(convolutional(), data, method, { onProgress: ({ done, total }) => void seen.push(done / total) });
  expect(seen.length).toBeGreaterThan(2);
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  expect(seen.at(-1)).toBe(1);
  const controller = new AbortController();
  const stopped = attack(convolutional(), data, method, {
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("enough")),
  });
  await expect(stopped).rejects.toThrow("enough");
});

describe("refused", () => {
  const values = new Dataset({
    shape: [1, 6, 6],
    features: new Float32Array(36),
    targets: { kind: "values", values: new Float32Array(4), size: 4 },
  });
  const net = reader();
  const trainedOnValues = reader();
  trainedOnValues.targetKind = "values";
  const single = network({ input: [1, 6, 6], layers: [dense(1, "sigmoid")], cost: "cross-entropy" });
  const wide = classification([new Array(36).fill(3)], [1], { classes: 4 });

  it.each([
    ["an ε below 0", net, data, { epsilon: -0.1 }, {}, "attack.epsilon"],
    ["an ε that is no number", net, data, { epsilon: Number.NaN }, {}, "attack.epsilon"],
    ["no ε", net, data, {}, {}, "attack.epsilon"],
    ["an unknown norm", net, data, { epsilon: 1, norm: "l7" }, {}, "attack.method"],
    ["no steps", net, data, { epsilon: 1, steps: 0 }, {}, "attack.method"],
    ["a field that nobody reads", net, data, { epsilon: 1, stepsize: 1 }, {}, "attack.method"],
    ["inputs outside of the range", net, wide, { epsilon: 1 }, {}, "attack.range"],
    ["a range the wrong way round", net, data, { epsilon: 1 }, { range: [1, 0] }, "attack.range"],
    ["a range of three numbers", net, data, { epsilon: 1 }, { range: [0, 1, 2] }, "attack.range"],
    ["targets that are values", net, values, { epsilon: 1 }, {}, "attack.classes"],
    ["a network whose outputs are values", trainedOnValues, data, { epsilon: 1 }, {}, "attack.classes"],
    ["data of another shape", net, spots(3, 4), { epsilon: 1 }, {}, "data.shape"],
    ["a class that there is not", net, data, { epsilon: 1 }, { target: 4 }, "attack.target"],
    ["classes for other examples", net, data, { epsilon: 1 }, { target: [1, 2] }, "attack.target"],
    ["an option that nobody reads", net, data, { epsilon: 1 }, { sed: 1 }, "attack.options"],
    ["a seed that is none", net, data, { epsilon: 1 }, { seed: -1 }, "seed"],
  ] as const)("%s", async (_, victim, examples, method, options, code) => {
    expect((await refusedLater(attack(victim, examples, method as never, options as never))).code).toBe(code);
  });

  it("a network with one output", async () => {
    const two = new Dataset({
      shape: [36],
      features: new Uint8Array(36),
      targets: { kind: "values", values: new Float32Array(1), size: 1 },
    });
    expect((await refusedLater(attack(single, two, { epsilon: 1 }))).code).toBe("attack.classes");
  });

  it("a network whose outputs are no numbers", async () => {
    const spoiled = reader();
    spoiled.parameters.get("layers.0.biases")!.values[1] = Number.NaN;
    expect((await refusedLater(attack(spoiled, data, { epsilon: 1 }))).code).toBe("network.outputs");
  });

  it("a method that is none", () => {
    expect(refused(() => checkAttackMethod("fgsm")).code).toBe("attack.method");
    expect(refused(() => checkAttackMethod({ epsilon: 1, restarts: 1.5 })).code).toBe("attack.method");
  });
});
