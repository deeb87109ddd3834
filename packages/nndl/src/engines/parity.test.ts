/**
 * The wasm engine against the reference, on random networks, data and settings.
 *
 * The seed is fixed: float32 and float64 may rightly part at the corner of a rectified linear unit, or where L1 changes
 * its sign, and then no tolerance holds. What has no tolerance is tested to the bit, with other cases whenever NNDL_SEED=new asks for them.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs as fewer } from "../../../../testing/thorough.ts";
import { Dataset } from "../data/index.ts";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { inputsFor } from "../testing/outcome.ts";
import { expectSameAnswers, expectSameLearning } from "../testing/parity.ts";
import { randomCase } from "../testing/random-cases.ts";
import { randomImageCase } from "../testing/random-image-cases.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { type Engine, referenceEngine, wasmEngine } from "./index.ts";

const runs = { seed: 20261122, numRuns: fewer(70) };

describe.each([
  ["rows", randomCase],
  ["images", randomImageCase],
] as const)("random networks of %s", (_, randomCase) => {
  it("have the same gradients, costs, answers and outputs", () =>
    fc.assert(fc.asyncProperty(randomCase(), expectSameAnswers), runs));

  it("learn the same in a few steps, and keep the same optimizer's arrays", () =>
    fc.assert(fc.asyncProperty(randomCase(), expectSameLearning), runs));
});

describe("many examples", () => {
  const tiny = () =>
    network({ input: [4], layers: [dense(5, "tanh"), dense(3, "softmax")], initializer: "glorot", seed: 4 });
  const draws = stream(6, "many examples");
  const count = 16_384 + 133;
  const data = new Dataset({
    shape: [4],
    features: Float32Array.from({ length: 4 * count }, () => draws.gaussian()),
    targets: { kind: "classes", labels: Uint8Array.from({ length: count }, () => draws.integer(3)), classes: 3 },
  });

  it.each([1, 127, 128, 129, 300])("predicts %i at once as one by one, and as the reference does", async (rows) => {
    const inputs = inputsFor(data.take(rows));
    const outputs = await withSession(wasmEngine, tiny(), {}, (session) => {
      const together = session.predict(inputs);
      for (let i = 0; i < rows; i += 17)
        expect(session.predict(inputs.slice(4 * i, 4 * i + 4))).toEqual(together.slice(3 * i, 3 * i + 3));
      return together;
    });
    const expected = await withSession(referenceEngine, tiny(), {}, (session) => session.predict(inputs));
    expectClose(outputs, expected, { rtol: 1e-5, atol: 1e-7 });
  });

  it("evaluates more than the engine takes at once", async () => {
    const seen = (engine: Engine) =>
      withSession(engine, tiny(), { threads: 1 }, (session) => session.evaluate(session.load(data)));
    const [ours, reference] = [await seen(wasmEngine), await seen(referenceEngine)];
    expect([ours.count, ours.correct]).toEqual([count, reference.correct]);
    expect(ours.correct).toBeGreaterThan(count / 5);
    expectClose([ours.cost], [reference.cost], { rtol: 1e-6, atol: 0 });
  });

  it("takes a mini-batch of everything", async () => {
    const seen = (engine: Engine) =>
      withSession(engine, tiny(), { miniBatchSize: count, threads: 1 }, (session) => {
        const resident = session.load(data);
        session.train(stretchOf(resident, { miniBatchSize: count, learningRate: 1 }));
        return session.gradients(resident, everyExample(data)).parameters;
      });
    expectCloseMaps(await seen(wasmEngine), await seen(referenceEngine), { rtol: 1e-3, atol: 1e-5 });
  });
});
