import fc from "fast-check";
import { expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { Dataset } from "../data/index.ts";
import { checkOptimizer } from "../functions/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectSameBits } from "../testing/close.ts";
import { PlainFloat32 } from "../testing/plain-float32.ts";
import { randomCase } from "../testing/random-cases.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { wasmEngine } from "./index.ts";

const plainCases = randomCase({ activations: ["linear", "relu"] });

it("the wasm engine's bits are those of plain loops in float32", async () => {
  await fc.assert(
    fc.asyncProperty(plainCases, async ({ spec, data, order, miniBatchSize, optimizer: { type }, regularization }) => {
      const optimizer = checkOptimizer(type);
      const plain = new PlainFloat32(network(spec));
      const settings = { optimizer, learningRate: 0.001, regularization, trainingCount: data.count };
      await withSession(wasmEngine, network(spec), { miniBatchSize, threads: 1 }, (session) => {
        const resident = session.load(data);
        for (let step = 0, from = 0; step < 3 && from < data.count; step++, from += miniBatchSize) {
          const to = Math.min(data.count, from + miniBatchSize);
          const result = session.train(
            stretchOf(resident, { ...settings, order, from, to, miniBatchSize, stepsBefore: step }),
          );
          plain.update(data, order.subarray(from, to), settings);
          // A run may go wild, and is then stopped, which plain loops do not know of; 0 × ∞ is left out, or not.
          if (result.failure !== undefined || !plain.finite) return;
          session.download();
          for (const [l, layer] of plain.layers.entries()) {
            const values = (name: string) =>
              session.network.parameters.get(`layers.${l}.${name}`)?.values as Float32Array;
            expectSameBits(values("weights"), layer.weights, `weights of layer ${l} after step ${step}`);
            expectSameBits(values("biases"), layer.biases, `biases of layer ${l} after step ${step}`);
          }
        }
      });
    }),
    { numRuns: runs(150) },
  );
});

it.each([1, 3])("also of wide layers, which it takes in blocks (threads: %i)", async (threads) => {
  // Rows of inputs lie on more than 64 pages, and sums over 270 units wait twice on their way back.
  const [inputs, miniBatchSize, count] = [660, 96, 187];
  const net = network({
    input: [inputs],
    layers: [300, 270, 4].map((units) => ({ type: "dense", units, activation: "linear" })),
    cost: "quadratic",
  });
  const numbers = (length: number, name: string) => {
    const values = new Float32Array(length);
    stream(1, name).fillGaussian(values, 0, 1);
    return values;
  };
  const data = new Dataset({
    shape: [inputs],
    features: numbers(count * inputs, "features"),
    targets: { kind: "values", values: numbers(count * 4, "targets"), size: 4 },
  });
  const plain = new PlainFloat32(net);
  const settings = {
    ...{ optimizer: checkOptimizer("sgd"), learningRate: 0.1, regularization: { l1: 0.1, l2: 0.1 } },
    trainingCount: count,
  };
  const order = everyExample(data);
  for (let from = 0; from < count; from += miniBatchSize)
    plain.update(data, order.subarray(from, from + miniBatchSize), settings);
  await withSession(wasmEngine, net, { miniBatchSize, threads }, (session) => {
    session.train(stretchOf(session.load(data), { ...settings, order, from: 0, to: count, miniBatchSize }));
    session.download();
  });
  for (const [l, layer] of plain.layers.entries())
    for (const name of ["weights", "biases"] as const)
      expectSameBits(
        net.parameters.get(`layers.${l}.${name}`)?.values as Float32Array,
        layer[name],
        `${name} of layer ${l}`,
      );
});

it("so are its gradients with respect to the inputs", async () => {
  await fc.assert(
    fc.asyncProperty(plainCases, async ({ spec, data }) => {
      await withSession(wasmEngine, network(spec), { miniBatchSize: data.count, threads: 1 }, (session) => {
        const still = { learningRate: 0, optimizer: { type: "sgd" }, regularization: { l1: 0, l2: 0 } } as const;
        const plain = new PlainFloat32(network(spec));
        const errors = plain.update(data, everyExample(data), { ...still, trainingCount: data.count });
        const { inputs } = session.gradients(session.load(data), everyExample(data));
        const expected = Float32Array.from(
          errors.flatMap((error) => [...error]),
          (sum) => sum / data.count,
        );
        // Beyond the end of a sum of nothing but zeros the sign of 0 is nobody's promise.
        expectSameBits(
          inputs.map((value) => value + 0),
          expected.map((value) => value + 0),
          "∂C/∂x",
        );
      });
    }),
    { numRuns: runs(60) },
  );
});

it("a case by hand: one relu, one linear unit, two examples", async () => {
  const net = network({
    input: [1],
    layers: [
      { type: "dense", units: 1, activation: "relu" },
      { type: "dense", units: 1, activation: "linear" },
    ],
    initializer: "zeros",
  });
  const set = (key: string, value: number) => net.parameters.get(key)?.values.fill(value);
  set("layers.0.weights", 2);
  set("layers.0.biases", 1);
  set("layers.1.weights", 3);
  const data = new Dataset({
    shape: [1],
    features: Float32Array.of(1, -1),
    targets: { kind: "values", values: Float32Array.of(5, 1), size: 1 },
  });
  await withSession(wasmEngine, net, {}, (session) => {
    const resident = session.load(data);
    // x = 1: a₁ = 3, a₂ = 9, δ₂ = 4, δ₁ = 12. x = −1: z₁ = −1, a₂ = 0, δ₂ = −1, δ₁ = 0. C = (8 + ½)/2.
    const { cost, parameters, inputs } = session.gradients(resident, Uint32Array.of(0, 1));
    expect(cost).toBe(4.25);
    expect(Object.fromEntries([...parameters].map(([key, [value]]) => [key, value]))).toEqual({
      "layers.0.weights": 6,
      "layers.0.biases": 6,
      "layers.1.weights": 6,
      "layers.1.biases": 1.5,
    });
    expect([...inputs].map((value) => value + 0)).toEqual([12, 0]);
    session.train(stretchOf(resident, { miniBatchSize: 2, learningRate: 0.5 }));
    session.download();
    expect([...net.parameters.values()].map(({ values: [value] }) => value)).toEqual([-1, -2, 0, -0.75]);
  });
});
