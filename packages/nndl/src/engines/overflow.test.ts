/**
 * Numbers so large that float32 has no place for their squares or sums: the engine may be unable to go on, but must not
 * say so by a number that looks like any other.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { classification, Dataset } from "../data/index.ts";
import { activationNames } from "../functions/index.ts";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { expectClose } from "../testing/close.ts";
import { inputsFor } from "../testing/outcome.ts";
import type { RandomCase } from "../testing/random-cases.ts";
import { neighbours, randomPairCase } from "../testing/random-image-cases.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { type Engine, referenceEngine, wasmEngine } from "./index.ts";

/** What comes out for each example, in use and, as a cost, in training. */
const seen = (engine: Engine, { spec }: RandomCase, data: Dataset) =>
  withSession(engine, network(spec), { threads: 1, miniBatchSize: data.count }, (session) => ({
    outputs: session.predict(inputsFor(data)),
    cost: session.gradients(session.load(data), everyExample(data), { training: true }).cost,
  }));

/** Exponentials stand still at 1.6e−38. */
const still = 1e-30;

const tolerance = (right: Float32Array) => ({
  rtol: 1e-3,
  atol: still + 1e-4 * right.reduce((most, a) => Math.max(most, Math.abs(a)), 0),
});

// What an embedding takes are indices, which are never so large: it refuses them.
const withNumbers = neighbours.filter(({ types }) => types[0] !== "embedding");
const pairs = withNumbers.map((pair) => ({ pair, name: `${pair.types.join(", then ")}, on ${pair.on}` }));

describe.each(pairs)("$name", ({ pair }) => {
  it("of huge inputs gives what the reference does, or what is not finite", async () => {
    const cases = randomPairCase(pair, { features: ["floats"] });
    await fc.assert(
      fc.asyncProperty(cases, fc.constantFrom(1e15, 1e19, 1e30, 1e37), async (drawn, times) => {
        const { shape, targets, features } = drawn.data;
        const data = new Dataset({ shape, targets, features: Float32Array.from(features, (x) => x * times) });
        const [ours, reference] = [await seen(wasmEngine, drawn, data), await seen(referenceEngine, drawn, data)];
        const size = ours.outputs.length / data.count;
        for (let i = 0; i < data.count; i++) {
          const [row, right] = [ours, reference].map(({ outputs }) => outputs.subarray(i * size, (i + 1) * size));
          if (row.every(Number.isFinite)) expectClose(row, right, tolerance(right), `example ${i}`);
        }
        if (Number.isFinite(ours.cost)) expectClose([ours.cost], [reference.cost], { rtol: 1e-2, atol: still }, "cost");
      }),
      { seed: 20261128, numRuns: runs(12) },
    );
  });
});

describe("an output that is no number", () => {
  it.each(activationNames)("of %s is no right answer, whatever the class and its place", async (activation) => {
    for (const engine of [wasmEngine, referenceEngine])
      for (const spoiled of [0, 1, 2, 4]) {
        const net = network({ input: [2], layers: [dense(5, activation)], cost: "quadratic", seed: 1 });
        net.parameters.get("layers.0.biases")!.values[spoiled] = Number.NaN;
        const everyClass = classification(
          Array.from({ length: 5 }, () => [1, -1]),
          [0, 1, 2, 3, 4],
        );
        const { correct } = await withSession(engine, net, { threads: 1 }, (session) =>
          session.evaluate(session.load(everyClass)),
        );
        expect(correct, `${engine.name}, output ${spoiled}`).toBe(0);
      }
  });
});
