import { describe, expect, it } from "vitest";
import { regression } from "../data/index.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { checkOptimizer } from "../functions/index.ts";
import { Network, network } from "../network/index.ts";
import { expectClose } from "../testing/close.ts";
import { refused } from "../testing/refused.ts";
import { stretchOf, withSession } from "../testing/sessions.ts";
import { batchNorm, dense } from "./index.ts";

const spec = { input: [2], layers: [batchNorm({ momentum: 0.5, epsilon: 1e-3 })], seed: 1 };
const data = regression(
  [
    [1, 10],
    [3, 30],
    [5, 20],
  ],
  [
    [0, 0],
    [1, 1],
    [0, 1],
  ],
);
const close = { rtol: 1e-5, atol: 1e-6 };
const valuesOf = (net: Network, name: string) => net.parameters.get(`layers.0.${name}`)?.values ?? [];

describe("batchNorm", () => {
  it("starts as the identity, but for ε", () => {
    const net = network(spec);
    expect(["scale", "shift", "mean", "variance"].map((name) => [...valuesOf(net, name)])).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  it("refuses a variance below 0, which would become NaN", () => {
    const net = network(spec);
    const parameters = new Map(net.parameters);
    parameters.set("layers.0.variance", { shape: [2], values: Float32Array.of(1, -0.5) });
    const error = refused(() => Network.fromParameters(spec, parameters));
    expect(error.code).toBe("network.parameters");
    expect(error.message).toContain("layers.0.variance must be at least 0, received -0.5 at position 1");
    net.parameters.get("layers.0.variance")?.values.fill(-1);
    const bytes = net.toBytes();
    expect(refused(() => Network.fromBytes(bytes)).code).toBe("network.parameters");
  });

  it("complains at once", () => {
    expect(refused(() => batchNorm({ momentum: 1 })).message).toContain("batchNorm(): momentum must be");
    expect(refused(() => batchNorm({ epsilon: 0 })).code).toBe("layer.epsilon");
  });
});

describe.each([
  ["reference", referenceEngine],
  ["wasm", wasmEngine],
] as const)("batchNorm in sessions of the %s engine", (_, engine) => {
  const trained = (miniBatchSize: number, to: number, learningRate = 0) =>
    withSession(engine, network(spec), { miniBatchSize, threads: 1 }, (session) => {
      session.train(stretchOf(session.load(data), { miniBatchSize, to, learningRate }));
      session.download();
      return session.network;
    });

  it("moves its running averages once for each mini-batch", async () => {
    // Means 3 and 20, variances without bias 4 and 100: half way from 0 and from 1.
    const once = await trained(3, 3);
    expectClose(valuesOf(once, "mean"), [1.5, 10], close);
    expectClose(valuesOf(once, "variance"), [2.5, 50.5], close);
    // Mini-batches of 2 and of 1: a single value has no variance.
    const twice = await trained(2, 3);
    expectClose(valuesOf(twice, "mean"), [0.5 * 1 + 0.5 * 5, 0.5 * 10 + 0.5 * 20], close);
    expectClose(valuesOf(twice, "variance"), [0.5 + 0.5 * 2, 0.5 + 0.5 * 200], close);
  });

  it("changes nothing but by training", () =>
    withSession(engine, network(spec), { miniBatchSize: 3, threads: 1 }, (session) => {
      const resident = session.load(data);
      session.gradients(resident, Uint32Array.of(0, 1, 2), { training: true });
      session.evaluate(resident);
      session.predict(Float32Array.of(1, 2));
      session.download();
      expect(session.network.sha256()).toBe(network(spec).sha256());
    }));

  it("has gradients and optimizers' arrays for what is trained alone", () =>
    withSession(engine, network(spec), { miniBatchSize: 3, threads: 1 }, (session) => {
      const names = ["layers.0.scale", "layers.0.shift"];
      const { parameters } = session.gradients(session.load(data), Uint32Array.of(0));
      expect([...parameters.keys()]).toEqual(names);
      const momentum = checkOptimizer("momentum");
      const state = session.downloadOptimizer(momentum);
      expect([...state.keys()]).toEqual(names.map((key) => `velocity/${key}`));
      session.uploadOptimizer(momentum, state);
      const wrong = new Map([["velocity/layers.0.mean", new Float32Array(2)]]);
      expect(refused(() => session.uploadOptimizer(momentum, wrong)).code).toBe("session.optimizer");
    }));

  it("does not settle in a step that failed", async () => {
    const net = network({ ...spec, layers: [...spec.layers, ...Array.from({ length: 10 }, () => dense(2, "linear"))] });
    // Even float64 has no numbers as large as that.
    for (const [key, { values }] of net.parameters) if (key.endsWith("weights")) values.fill(3e38);
    const before = net.sha256();
    await withSession(engine, net, { miniBatchSize: 3, threads: 1 }, (session) => {
      const { failure } = session.train(stretchOf(session.load(data), { miniBatchSize: 3 }));
      expect(failure?.step).toBe(0);
      session.download();
      expect(net.sha256()).toBe(before);
    });
  });
});
