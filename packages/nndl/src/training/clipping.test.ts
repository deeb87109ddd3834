/** Gradients that are clipped before an update, by every optimizer, in both engines. */
import { describe, expect, it } from "vitest";
import { classification } from "../data/index.ts";
import { type Engine, referenceEngine, wasmEngine } from "../engines/index.ts";
import { checkOptimizer, type MiniBatchOptimizerSpec, miniBatchOptimizerNames } from "../functions/index.ts";
import { dense, lstm } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { refused } from "../testing/refused.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { decodeCheckpoint, encodeCheckpoint, train } from "./index.ts";

const draws = stream(8, "clipping");
const count = 22;
const data = classification(
  Float32Array.from({ length: count * 12 }, () => 3 * draws.gaussian()),
  Array.from({ length: count }, () => draws.integer(5)),
  { shape: [4, 3], classes: 5 },
);
const net = () =>
  network({
    input: [4, 3],
    layers: [lstm(9, { gates: "peepholes" }), dense(70, "tanh"), dense(5, "softmax")],
    seed: 4,
  });

async function learned(engine: Engine, optimizer: MiniBatchOptimizerSpec, threads = 1) {
  return withSession(engine, net(), { threads, miniBatchSize: 5 }, (session) => {
    const { clipped: steps } = session.train(
      stretchOf(session.load(data), { miniBatchSize: 5, optimizer, learningRate: 0.02 }),
    );
    session.download();
    const weights = new Map([...session.network.parameters].map(([key, { values }]) => [key, values.slice()]));
    return { clipped: steps, weights, sha256: session.network.sha256() };
  });
}

const clippedBy = (type: string, clipping: object) => checkOptimizer({ type, ...clipping }) as MiniBatchOptimizerSpec;

describe.each(miniBatchOptimizerNames)("%s", (type) => {
  const epsilon = ["rmsprop", "adam", "adamw"].includes(type) ? { epsilon: 0.02 } : {};
  it.each([{ clipNorm: 0.5 }, { clipValue: 0.02 }, { clipNorm: 0.3, clipValue: 0.05 }, { clipNorm: 1e9 }])(
    "clips alike in both engines, to the same bits on any number of threads: %o",
    async (clipping) => {
      const optimizer = clippedBy(type, { ...clipping, ...epsilon });
      const [ours, reference] = [await learned(wasmEngine, optimizer), await learned(referenceEngine, optimizer)];
      expect(ours.clipped).toBe(reference.clipped);
      expectCloseMaps(ours.weights, reference.weights, { rtol: 1e-3, atol: 1e-5 });
      expect((await learned(wasmEngine, optimizer, 2)).sha256).toBe(ours.sha256);
      if (clipping.clipNorm === 1e9) {
        // A limit that is never reached changes nothing.
        expect(ours.clipped).toBe(0);
        expect(ours.sha256).toBe((await learned(wasmEngine, clippedBy(type, epsilon))).sha256);
      } else expect(ours.clipped).toBeGreaterThan(0);
    },
  );
});

describe("a step of plain SGD", () => {
  it.each([1, 3])("is as long as the norm allows, also of a mini-batch that is not full (%i)", async (size) => {
    const before = net();
    const [after, learningRate] = [net(), 0.5];
    await withSession(wasmEngine, after, { threads: 1, miniBatchSize: 5 }, (session) => {
      const options = { miniBatchSize: 5, to: size, learningRate, optimizer: clippedBy("sgd", { clipNorm: 0.1 }) };
      session.train(stretchOf(session.load(data), options));
      session.download();
    });
    let squares = 0;
    for (const [key, { values }] of after.parameters)
      values.forEach((w, i) => {
        squares += (w - before.parameters.get(key)!.values[i]!) ** 2;
      });
    expectClose([Math.sqrt(squares)], [learningRate * 0.1], { rtol: 1e-3, atol: 0 });
  });

  it("moves no weight by more than a value allows", async () => {
    const [before, after] = [net(), net()];
    const steepest = await withSession(wasmEngine, after, { threads: 1, miniBatchSize: 22 }, (session) => {
      const loaded = session.load(data);
      const { parameters } = session.gradients(loaded, everyExample(data));
      session.train(
        stretchOf(loaded, { miniBatchSize: 22, learningRate: 1, optimizer: clippedBy("sgd", { clipValue: 0.01 }) }),
      );
      session.download();
      return Math.max(...[...parameters.values()].flatMap((g) => [...g].map(Math.abs)));
    });
    const moved = [...after.parameters].flatMap(([key, { values }]) =>
      [...values].map((w, i) => Math.abs(w - before.parameters.get(key)!.values[i]!)),
    );
    expect(steepest).toBeGreaterThan(0.01);
    expectClose([Math.max(...moved)], [0.01], { rtol: 1e-3, atol: 0 });
  });
});

describe("a run that clips", () => {
  const options = { epochs: 2, miniBatchSize: 5, learningRate: 0.05, miniBatchEvents: 1 } as const;
  const optimizer = { type: "momentum", clipNorm: 0.4 } as const;

  it("says how many of its steps it clipped, and goes on as if never interrupted", async () => {
    const straight = train(net(), data, { ...options, optimizer });
    for await (const _ of straight);
    const shares = straight.outcome!.history.map(({ clipped }) => clipped);
    for (const share of shares) expect((share as number) * 5).toBeCloseTo(Math.round((share as number) * 5), 9);
    expect(shares[0]).toBeGreaterThan(0);
    // In the first epoch, and in the second, when the first is history.
    for (const step of [3, 7]) {
      const begun = train(net(), data, { ...options, optimizer });
      for await (const event of begun) if (event.step === step) break;
      const snapshot = begun.snapshot();
      const resumed = train(net(), data, { ...options, resume: decodeCheckpoint(encodeCheckpoint(snapshot)) });
      for await (const _ of resumed);
      expect(resumed.outcome!.history.map(({ clipped }) => clipped)).toEqual(shares);
      expect(resumed.outcome!.sha256).toBe(straight.outcome!.sha256);
      const forged = { ...snapshot, history: snapshot.history.map((record) => ({ ...record, clipped: 2 })) };
      if (step === 7) expect(refused(() => encodeCheckpoint(forged)).code).toBe("training.snapshot");
    }
    expect(straight.settings.optimizer).toEqual({ type: "momentum", momentum: 0.9, clipNorm: 0.4 });
  });

  it.each([{ clipNorm: 0 }, { clipNorm: -1 }, { clipValue: Number.NaN }, { clipValue: "1" }, { clip: 1 }])(
    "is refused with %o",
    (wrong) => {
      expect(refused(() => checkOptimizer({ type: "adam", ...wrong })).code).toBe("training.optimizer");
    },
  );

  it("has no limits where an optimizer looks at all examples", () => {
    expect(refused(() => checkOptimizer({ type: "l-bfgs", clipNorm: 1 })).code).toBe("training.optimizer");
  });
});
