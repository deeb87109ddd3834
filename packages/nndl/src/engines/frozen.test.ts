/** Layers that do not learn: their bits stay, and nothing else is otherwise than it would be. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs as fewer } from "../../../../testing/thorough.ts";
import { batchNorm, conv2d, convPool2d, dense, dropout } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { outcomeOf } from "../testing/outcome.ts";
import { expectSameAnswers, expectSameLearning } from "../testing/parity.ts";
import { type RandomCase, randomCase, withFrozen } from "../testing/random-cases.ts";
import { randomImageCase } from "../testing/random-image-cases.ts";
import { refused } from "../testing/refused.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { toyData } from "../testing/toy-data.ts";
import { type Engine, referenceEngine, wasmEngine } from "./index.ts";
import type { WasmSession } from "./wasm/wasm-session.ts";

/** The parameters after a few mini-batches, and before. */
function learned(
  engine: Engine,
  { spec, data, order, miniBatchSize, optimizer, regularization, frozen }: RandomCase,
  steps = 4,
) {
  return withSession(engine, network(spec), { miniBatchSize, threads: 1, frozen }, (session) => {
    const copy = () => new Map([...session.network.parameters].map(([key, { values }]) => [key, values.slice()]));
    const before = copy();
    const to = Math.min(data.count, steps * miniBatchSize);
    session.train(
      stretchOf(session.load(data), { order, to, miniBatchSize, optimizer, regularization, learningRate: 1e-3 }),
    );
    session.download();
    return { before, after: copy(), state: session.downloadOptimizer(optimizer) };
  });
}

const layerOf = (key: string) => Number(/layers\.(\d+)\./.exec(key)![1]);

describe.each([
  ["rows", randomCase],
  ["images", randomImageCase],
] as const)("frozen layers of networks of %s", (_, anyCase) => {
  it("keep their bits in both engines, running averages included, and have no optimizer's arrays", async () => {
    await fc.assert(
      fc.asyncProperty(withFrozen(anyCase()), fc.constantFrom(wasmEngine, referenceEngine), async (drawn, engine) => {
        const { before, after, state } = await learned(engine, drawn);
        for (const [key, values] of before)
          if (drawn.frozen!.includes(layerOf(key))) expect(after.get(key)).toEqual(values);
        for (const key of state.keys()) expect(drawn.frozen).not.toContain(layerOf(key));
      }),
      { numRuns: fewer(15) },
    );
  });

  it("let the others learn as in the reference", async () => {
    const runs = { seed: 20261129, numRuns: fewer(15) };
    await fc.assert(fc.asyncProperty(withFrozen(anyCase()), expectSameAnswers), runs);
    await fc.assert(fc.asyncProperty(withFrozen(anyCase()), expectSameLearning), runs);
  });

  it("leave the others' first step as it is where all learn, to the bit", async () => {
    await fc.assert(
      fc.asyncProperty(withFrozen(anyCase()), async (drawn) => {
        // One that normalizes by other numbers changes what the others see.
        fc.pre(!drawn.spec.layers.some(({ type }, index) => type === "batchNorm" && drawn.frozen!.includes(index)));
        const some = await learned(wasmEngine, drawn, 1);
        const all = await learned(wasmEngine, { ...drawn, frozen: [] }, 1);
        for (const [key, values] of all.after)
          if (!drawn.frozen!.includes(layerOf(key))) expect(some.after.get(key)).toEqual(values);
      }),
      { numRuns: fewer(15) },
    );
  });

  it("are the same bits on any number of threads", async () => {
    await fc.assert(
      fc.asyncProperty(withFrozen(anyCase()), fc.integer({ min: 2, max: 3 }), async (drawn, threads) => {
        const one = await outcomeOf(wasmEngine, drawn);
        expect(await outcomeOf(wasmEngine, drawn, { options: { threads } })).toEqual(one);
      }),
      { numRuns: 5 },
    );
  });
});

describe("frozen layers", () => {
  const deep = () =>
    network({
      input: [1, 8, 8],
      layers: [
        conv2d(3, 3, "linear"),
        batchNorm({ activation: "relu" }),
        convPool2d(4, 3, 2, "relu", { pool: "average" }),
        dropout(0.25),
        dense(6, "relu"),
        dense(3, "softmax"),
      ],
      initializer: "he",
      seed: 3,
    });

  it("are refused where there is nothing to freeze, and where nothing is left to learn", async () => {
    for (const [frozen, words] of [
      [[6], "at most 5"],
      [[-1], "at least 0"],
      [[0.5], "an integer"],
      [["0"], "an integer"],
      ["0", "array"],
      [[3], "dropout"],
      [[0, 1, 2, 4, 5], "left to learn"],
    ] as const)
      for (const engine of [wasmEngine, referenceEngine]) {
        const error = await engine.open(deep(), { frozen: frozen as unknown as number[] }).then(
          () => expect.fail("it was opened"),
          (error: unknown) => error as { code: string; message: string },
        );
        expect([error.code, error.message]).toEqual(["session.frozen", expect.stringContaining(words)]);
      }
  });

  it("at the bottom are not gone back through, and all the rest gets its gradient", async () => {
    const data = toyData(12, { size: 64 });
    await withSession(wasmEngine, deep(), { threads: 1, frozen: [0, 1, 2] }, (session) => {
      const { parameters } = session.gradients(session.load(data), everyExample(data));
      expect([...parameters.keys()]).toEqual([
        ...["layers.4.weights", "layers.4.biases", "layers.5.weights", "layers.5.biases"],
      ]);
      // Forward, whatever is listed before the output; back, what comes after.
      const timed = (session as WasmSession).profile(stretchOf(session.load(data)));
      const back = timed.slice(timed.findIndex(({ name }) => name === "sumUp") + 1);
      expect(back.map(({ layer = 4 }) => layer).every((layer) => layer >= 4)).toBe(true);
      expect(back.filter(({ name }) => name === "denseBackward")).toHaveLength(1);
    });
  });

  it("refuse another's optimizer's arrays", async () => {
    const optimizer = { type: "momentum", momentum: 0.9 } as const;
    const state = new Map([["velocity/layers.0.biases", new Float32Array(3)]]);
    for (const engine of [wasmEngine, referenceEngine])
      await withSession(engine, deep(), { frozen: [0] }, (session) => {
        expect(refused(() => session.uploadOptimizer(optimizer, state)).code).toBe("session.optimizer");
      });
  });
});
