import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { miniBatchOptimizerNames } from "../functions/index.ts";
import { batchNorm, dense, dropout } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { toyData } from "../testing/toy-data.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import type { TrainOptions } from "./options.ts";
import { train } from "./train.ts";

const data = toyData(23);
const test = toyData(11, { name: "test" });
const start = () =>
  network({
    input: [5],
    layers: [dense(6, "linear"), batchNorm({ activation: "relu" }), dropout(0.2), dense(4, "tanh"), dense(3)],
    seed: 5,
  });
const least = { epochs: 3, learningRate: 0.3, miniBatchSize: 4 };

describe("a run with frozen layers", () => {
  it("keeps their bits, and is the same when it is resumed anywhere", async () => {
    const ways = fc.record({
      optimizer: fc.constantFrom(...miniBatchOptimizerNames),
      freeze: fc.subarray([0, 1, 3, 4], { minLength: 1, maxLength: 3 }),
      regularization: fc.constantFrom({}, { l2: 0.5 }),
      earlyStopping: fc.constantFrom(undefined, { patience: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(ways, fc.integer({ min: 1, max: 17 }), async (way, cut) => {
        const options: TrainOptions = { ...least, ...way, evaluate: { test } };
        const net = start();
        const whole = train(net, data, options);
        for await (const _ of whole);
        const [first, cutNet] = [start(), start()];
        for (const [key, { values }] of net.parameters) {
          const isFrozen = way.freeze.some((index) => key.startsWith(`layers.${index}.`));
          const drawn = first.parameters.get(key)!.values;
          if (isFrozen) expect(values).toEqual(drawn);
          else if (key.endsWith("weights")) expect(values).not.toEqual(drawn);
        }
        const run = train(cutNet, data, { ...options, miniBatchEvents: 1 });
        for await (const { step } of run) if (step === cut) break;
        const resume = decodeCheckpoint(encodeCheckpoint(run.snapshot()));
        const rest = train(start(), data, { evaluate: { test }, resume });
        for await (const _ of rest);
        expect(rest.outcome).toEqual(whole.outcome);
        expect(Buffer.compare(encodeCheckpoint(rest.snapshot()), encodeCheckpoint(whole.snapshot()))).toBe(0);
      }),
      { numRuns: runs(20) },
    );
  });

  it("says so in its settings, in their order, and nothing where none is frozen", () => {
    expect(train(start(), data, { ...least, freeze: [3, 0, 3] }).settings.freeze).toEqual([0, 3]);
    expect(train(start(), data, { ...least, freeze: [] }).settings).not.toHaveProperty("freeze");
  });

  it("is refused where the network has no such layer, and resumed as it was begun", async () => {
    for (const freeze of [[7], [2], [-1], [1.5], "0", [0, 1, 3, 4]])
      expect(refused(() => train(start(), data, { ...least, freeze: freeze as number[] })).code).toBe(
        "training.freeze",
      );
    const run = train(start(), data, { ...least, freeze: [0] });
    for await (const _ of run);
    const error = refused(() => train(start(), data, { ...least, epochs: 4, freeze: [1], resume: run }));
    expect([error.code, error.message]).toEqual(["training.resume", expect.stringContaining("freeze [0]")]);
  });

  it("may have mini-batches of one behind a batch normalization that is frozen", () => {
    const one = { ...least, miniBatchSize: 1 };
    expect(refused(() => train(start(), data, one)).code).toBe("training.miniBatchSize");
    train(start(), data, { ...one, freeze: [1] });
  });
});
