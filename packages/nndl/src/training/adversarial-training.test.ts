import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { attack } from "../adversarial/attack.ts";
import { projectedGradient } from "../adversarial/method.ts";
import { Dataset } from "../data/index.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { conv2d, dense, dropout, maxPool2d } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { expectCloseMaps } from "../testing/close.ts";
import { withProcessors } from "../testing/processors.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { spots } from "../testing/spots.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import type { TrainOptions } from "./options.ts";
import { copyParameters } from "./snapshot.ts";
import { train } from "./train.ts";

const data = spots(45);
const test = spots(20, 6, 8);
const start = () =>
  network({
    input: [1, 6, 6],
    layers: [conv2d(4, 3, "relu"), maxPool2d(2), dense(9, "tanh"), dropout(0.2), dense(4, "softmax")],
    cost: "log-likelihood",
    seed: 5,
  });
const least: TrainOptions = { epochs: 3, learningRate: 0.1, miniBatchSize: 10, adversarial: { epsilon: 0.1 } };

async function trained(options: TrainOptions) {
  const net = start();
  const run = train(net, data, options);
  for await (const _ of run);
  return { net, run, sha256: run.outcome?.sha256 };
}

const ways = fc.record({
  adversarial: fc.record({
    epsilon: fc.constantFrom(0.05, 0.3),
    norm: fc.constantFrom("linf", "l2"),
    steps: fc.constantFrom(1, 3),
    randomStart: fc.boolean(),
    clean: fc.boolean(),
  }),
  optimizer: fc.constantFrom("sgd", "adam"),
  expansion: fc.constantFrom({}, { shift: 1 }),
});

describe("training against an attack", () => {
  it("is the same when it is resumed anywhere, and whatever the stretches", () =>
    fc.assert(
      fc.asyncProperty(ways, fc.integer({ min: 1, max: 14 }), async (way, cut) => {
        const options = { ...least, ...way, learningRate: 0.01, evaluate: { test } } as TrainOptions;
        const { run: whole } = await trained(options);
        const run = train(start(), data, { ...options, miniBatchEvents: 1 });
        for await (const { step } of run) if (step === cut) break;
        const resume = decodeCheckpoint(encodeCheckpoint(run.snapshot()));
        const rest = train(start(), data, { evaluate: { test }, resume });
        for await (const _ of rest);
        expect(rest.outcome).toEqual(whole.outcome);
        expect(Buffer.compare(encodeCheckpoint(rest.snapshot()), encodeCheckpoint(whole.snapshot()))).toBe(0);
      }),
      { numRuns: runs(16) },
    ));

  it("gives the same bits on any number of threads, and other ones than without", async () => {
    const options = { ...least, adversarial: { epsilon: 0.2, steps: 2, clean: true } };
    const one = await withProcessors(1, () => trained({ ...options, threads: 1 }));
    for (const threads of [2, 3])
      expect((await withProcessors(threads, () => trained({ ...options, threads }))).sha256).toBe(one.sha256);
    expect((await trained({ ...least, adversarial: undefined })).sha256).not.toBe(one.sha256);
  });

  it("against ε = 0 is training as it always is, and half of it clean too", async () => {
    const plain = await trained({ ...least, adversarial: undefined });
    const none = await trained({ ...least, adversarial: { epsilon: 0 } });
    // Bytes and floats go through other kernels: the same numbers, up to their rounding.
    expectCloseMaps(copyParameters(none.net), copyParameters(plain.net), { rtol: 1e-4, atol: 1e-5 });
  });

  it("learns the same by both engines", async () => {
    const options = { ...least, epochs: 1, adversarial: { epsilon: 0.1, norm: "l2", clean: true } } as const;
    const [ours, reference] = [
      await trained({ ...options, engine: wasmEngine }),
      await trained({ ...options, engine: referenceEngine }),
    ];
    expectCloseMaps(copyParameters(ours.net), copyParameters(reference.net), { rtol: 1e-3, atol: 1e-4 });
  });

  it("makes a network harder to fool", async () => {
    const misread = async (adversarial: TrainOptions["adversarial"]) => {
      const layers = [dense(20, "relu"), dense(4, "softmax")];
      const net = network({ input: [1, 6, 6], layers, cost: "log-likelihood", seed: 5 });
      for await (const _ of train(net, spots(200), { epochs: 30, learningRate: 0.2, miniBatchSize: 10, adversarial }));
      return (await attack(net, test, projectedGradient(0.25, { steps: 20 }))).misread;
    };
    expect(await misread({ epsilon: 0.25, steps: 3 })).toBeLessThan((await misread(undefined)) - 4);
  });

  it("measures the mean cost of what it learned from", async () => {
    const costs: number[] = [];
    for await (const event of train(start(), data, {
      ...least,
      adversarial: { epsilon: 0.1, clean: true },
      miniBatchEvents: 5,
    }))
      if (event.type === "mini-batch") costs.push(event.cost);
    expect(costs.every((cost) => cost > 0.05 && cost < 3)).toBe(true);
  });

  it("that diverges says where", async () => {
    const error = await refusedLater(trained({ ...least, learningRate: 1e38, epochs: 5 }));
    expect(error.code).toBe("training.diverged");
  });

  it("keeps its settings complete", () => {
    expect(train(start(), data, least).settings.adversarial).toEqual({
      epsilon: 0.1,
      norm: "linf",
      steps: 1,
      stepSize: 0.1,
      randomStart: false,
      clean: false,
    });
    expect(train(start(), data, { ...least, adversarial: undefined }).settings).not.toHaveProperty("adversarial");
  });

  it.each([
    ["no ε", {}, "attack.epsilon"],
    ["an ε below 0", { epsilon: -1 }, "attack.epsilon"],
    ["restarts, which training has none of", { epsilon: 1, restarts: 2 }, "training.adversarial"],
    ["inputs outside of the range", { epsilon: 0.1, range: [0, 0.5] }, "attack.range"],
    ["a range the wrong way round", { epsilon: 0.1, range: [1, 0] }, "training.adversarial"],
    ["what is no object", 0.3, "training.adversarial"],
  ] as const)("refuses %s", (_, adversarial, code) => {
    expect(refused(() => train(start(), data, { ...least, adversarial: adversarial as never })).code).toBe(code);
  });

  it("refuses values, weights, and optimizers that look at all examples", () => {
    const values = new Dataset({
      shape: [36],
      features: new Float32Array(36),
      targets: { kind: "values", values: Float32Array.of(1, 0, 0, 0), size: 4 },
    });
    const plain = network({ input: [1, 6, 6], layers: [dense(4, "softmax")], cost: "log-likelihood" });
    const code = (act: () => unknown) => refused(act).code;
    expect(code(() => train(plain, values, least))).toBe("training.adversarial");
    expect(code(() => train(plain, data, { ...least, classWeights: "balanced" }))).toBe("training.adversarial");
    const { adversarial } = least;
    expect(code(() => train(plain, data, { epochs: 1, optimizer: "l-bfgs", adversarial }))).toBe(
      "training.adversarial",
    );
  });

  it("refuses to go on against another attack", async () => {
    const { run } = await trained(least);
    const other = { ...least, epochs: 4, adversarial: { epsilon: 0.2 }, resume: run };
    expect(refused(() => train(start(), data, other)).code).toBe("training.resume");
  });
});
