/** Numbers that stop being finite: seen at once, named, and kept out of the weights. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset, regression } from "../data/index.ts";
import { dense } from "../layers/index.ts";
import { Network, network } from "../network/index.ts";
import { randomCase } from "../testing/random-cases.ts";
import { refused } from "../testing/refused.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { referenceEngine, type Session, wasmEngine } from "./index.ts";

/** A network of single linear units with these weights, and biases 0. */
function chain(...weights: number[]): Network {
  const net = network({
    input: [1],
    layers: weights.map(() => dense(1, "linear", { initializer: "zeros" })),
    cost: "quadratic",
  });
  weights.forEach((w, l) => {
    net.parameters.get(`layers.${l}.weights`)?.values.fill(w);
  });
  return net;
}

const from = (...inputs: number[]) =>
  regression(
    inputs.map((x) => [x]),
    inputs.map(() => [0]),
  );

const learn = (session: Session, data: Dataset, more = {}) =>
  session.train(stretchOf(session.load(data), { miniBatchSize: 1, learningRate: 0, stepsBefore: 40, ...more }));

describe("a mini-batch whose output is not finite", () => {
  it.each([1, 2])("is named with its step and layer, on %i threads", async (threads) => {
    for (const [weights, layer] of [
      [[1e30, 1, 1], 0],
      [[1, 1e30, 1], 1],
      [[1, 1, 1e30], 2],
      [[1e20, 1e-20, 1e20, 1e20], 3],
    ] as const) {
      const net = chain(...weights);
      await withSession(wasmEngine, net, { threads, miniBatchSize: 1 }, (session) => {
        const outcome = learn(session, from(0, 0, 1e10, 0, 1e10));
        expect(outcome).toEqual({ steps: 2, failure: { step: 42, layer } });
        expect([...net.parameters.values()].map(({ values: [w] }) => w)).toEqual(
          [...chain(...weights).parameters.values()].map(({ values: [w] }) => w),
        );
      });
    }
  });

  it("is named by the reference where float64 has an end", () =>
    withSession(referenceEngine, chain(...Array(9).fill(3e38)), { miniBatchSize: 1 }, (session) => {
      // 3e38^l passes 1.8e308 at the eighth layer.
      expect(learn(session, from(0, 0, 10))).toEqual({ steps: 2, failure: { step: 42, layer: 7 } });
      // The output is finite, its square is not.
      const wide = chain(...Array(7).fill(3e38));
      return withSession(referenceEngine, wide, { miniBatchSize: 1 }, (other) => {
        expect(learn(other, from(0, 1))).toEqual({ steps: 1, failure: { step: 41, layer: 6 } });
      });
    }));

  it("ends the stretch with the weights that the updates before it made", async () => {
    const wild = randomCase({ activations: ["linear", "relu"], deepest: 3 });
    const rates = fc.constantFrom(1e2, 1e4, 1e10, 1e30, 1e38, 1e300);
    let failures = 0;
    await fc.assert(
      fc.asyncProperty(wild, rates, async (drawn, learningRate) => {
        const { spec, data, order, miniBatchSize, optimizer } = drawn;
        const run = (to: number) =>
          withSession(wasmEngine, network(spec), { miniBatchSize, threads: 1 }, (session) => {
            const result = session.train(
              stretchOf(session.load(data), { order, to, miniBatchSize, optimizer, learningRate, measureCost: true }),
            );
            session.download();
            return { ...result, sha256: session.network.sha256(), state: session.downloadOptimizer(optimizer) };
          });
        const whole = await run(data.count);
        if (whole.failure === undefined) return;
        failures++;
        expect(whole.failure.step).toBe(whole.steps);
        expect(whole).not.toHaveProperty("costSum");
        const until = await run(whole.steps * miniBatchSize);
        expect([until.steps, until.failure]).toEqual([whole.steps, undefined]);
        expect([until.sha256, until.state]).toEqual([whole.sha256, whole.state]);
      }),
      { numRuns: 60 },
    );
    expect(failures).toBeGreaterThan(10);
  });

  it("leaves a session that goes on as a fresh one would", async () => {
    const data = from(1, -0.5);
    const goOn = (session: Session) => {
      const result = learn(session, data, { learningRate: 0.1, optimizer: { type: "momentum", momentum: 0.5 } });
      session.download();
      return [result, session.network.sha256()];
    };
    const expected = await withSession(wasmEngine, chain(1, 2), { threads: 1 }, goOn);
    await withSession(wasmEngine, chain(1, 2), { threads: 1 }, (session) => {
      expect(learn(session, from(3e38), { learningRate: 0.1 })).toEqual({ steps: 0, failure: { step: 40, layer: 1 } });
      expect(goOn(session)).toEqual(expected);
    });
  });
});

describe("a network that overflows", () => {
  it.each([
    ["wasm, one thread", wasmEngine, 1],
    ["wasm, two threads", wasmEngine, 2],
    ["reference", referenceEngine, 1],
  ] as const)("has a cost that says so: %s", async (_, engine, threads) => {
    const net = chain(...Array(9).fill(3e38));
    await withSession(engine, net, { threads }, (session) => {
      // The one bad example is the last but one of two pieces.
      const inputs = Array(200).fill(0);
      inputs[198] = 10;
      const resident = session.load(from(...inputs));
      expect(session.evaluate(resident).cost).not.toSatisfy(Number.isFinite);
      expect(session.evaluate(resident).count).toBe(200);
      const { cost, parameters } = session.gradients(resident, everyExample(resident.data));
      expect(cost).not.toSatisfy(Number.isFinite);
      expect([...parameters.values()].some((values) => !values.every(Number.isFinite))).toBe(true);
      // Other examples are as well as ever.
      expect(session.evaluate(session.load(from(0, 0)))).toEqual({ count: 2, cost: 0 });
      expect(session.gradients(resident, Uint32Array.of(0)).cost).toBe(0);
      expect([...session.predict(Float32Array.of(0, 10, 0))].map(Number.isFinite)).toEqual([true, false, true]);
    });
  });
});

describe("numbers that are not finite", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e39, -1e39])("%s is no weight", (value) => {
    const net = network({ input: [2], layers: [dense(3)] });
    const parameters = new Map(
      [...net.parameters].map(([key, { shape, values }]) => [key, { shape, values: [...values] }]),
    );
    parameters.get("layers.0.weights")?.values.splice(4, 1, value);
    const error = refused(() => Network.fromParameters(net.spec, parameters));
    expect([error.code, error.received]).toEqual(["network.parameters", `${value} at position 4`]);
  });

  it("are no data either", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e39]) {
      expect(refused(() => from(value)).code).toBe("dataset.features");
      expect(refused(() => regression([[1]], [[value]])).code).toBe("dataset.targets");
    }
    expect(
      refused(
        () =>
          new Dataset({
            shape: [1],
            features: Uint8Array.of(1),
            scale: 1e39,
            targets: { kind: "classes", labels: [0], classes: 1 },
          }),
      ).code,
    ).toBe("dataset.scale");
  });
});
