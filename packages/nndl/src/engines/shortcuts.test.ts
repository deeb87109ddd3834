/**
 * Layers that reach over others: the engine must keep for them what lies between layers that it would compute as one, and add up
 * what comes back on several ways, in an order that threads cannot change. Seeds are fixed for the reason that parity.test.ts gives.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs as fewer } from "../../../../testing/thorough.ts";
import { Dataset } from "../data/index.ts";
import { add, batchNorm, conv2d, dense, dropout, flatten, maxPool2d } from "../layers/index.ts";
import type { NetworkInput } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { outcomeOf } from "../testing/outcome.ts";
import { expectSameAnswers, expectSameLearning } from "../testing/parity.ts";
import { asFloats, type RandomCase, withFrozen, withWeights } from "../testing/random-cases.ts";
import { randomResidualCase } from "../testing/random-residual-cases.ts";
import { wasmEngine } from "./index.ts";

const runs = { seed: 20261201, numRuns: fewer(40) };

describe("random networks full of residual connections", () => {
  it("have the same gradients, costs, answers and outputs in both engines", () =>
    fc.assert(fc.asyncProperty(randomResidualCase(), expectSameAnswers), runs));

  it("learn the same in a few steps", () =>
    fc.assert(fc.asyncProperty(randomResidualCase(), expectSameLearning), runs));

  it("learn the same where some layers are frozen, and where examples count differently", async () => {
    const some = { ...runs, numRuns: fewer(16) };
    await fc.assert(fc.asyncProperty(withFrozen(randomResidualCase()), expectSameAnswers), some);
    await fc.assert(fc.asyncProperty(withFrozen(randomResidualCase()), expectSameLearning), some);
    await fc.assert(fc.asyncProperty(withWeights(randomResidualCase()), expectSameLearning), some);
  });

  it("give the same bits on any number of threads, wherever a stretch is cut", async () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(randomResidualCase(), cuts, async (drawn, places) => {
        const alone = await outcomeOf(wasmEngine, drawn);
        for (const threads of [2, 3])
          expect(await outcomeOf(wasmEngine, drawn, { options: { threads }, cuts: places })).toEqual(alone);
      }),
      { numRuns: fewer(24) },
    );
  });

  it("give the same bits from packed bytes, bytes and floats", async () => {
    await fc.assert(
      fc.asyncProperty(randomResidualCase({ features: ["sparse bytes", "dense bytes"] }), async (drawn) => {
        const floats = await outcomeOf(wasmEngine, drawn, { data: asFloats(drawn.data) });
        expect(await outcomeOf(wasmEngine, drawn)).toEqual(floats);
      }),
      { numRuns: fewer(20) },
    );
  });
});

/** A case on bytes of which most are 0: a first layer that is dense would read them packed. */
function caseOn(input: NetworkInput["input"], layers: NetworkInput["layers"]): RandomCase {
  const [count, draws] = [12, stream(3, "what is reached")];
  const length = count * input.reduce((product, extent) => product * extent, 1);
  return {
    spec: { input, layers, seed: 4, initializer: "glorot" },
    data: new Dataset({
      shape: input,
      features: Uint8Array.from({ length }, () => (draws.uniform() < 0.7 ? 0 : draws.integer(256))),
      targets: { kind: "classes", labels: Array.from({ length: count }, () => draws.integer(3)), classes: 3 },
    }),
    order: draws.permutation(count),
    miniBatchSize: 5,
    optimizer: { type: "sgd" },
    regularization: { l1: 0, l2: 0.1 },
  };
}

const softmax = dense(3, "softmax");
const same = { padding: "same" } as const;

describe("what an engine would leave out is there for a layer that reaches it:", () => {
  it.each<[string, NetworkInput["input"], NetworkInput["layers"]]>([
    ["packed inputs", [20], [dense(20, "tanh"), add(1, { activation: "relu" }), softmax]],
    [
      "inputs of one channel, which a convolution reads as they are",
      [1, 5, 6],
      [conv2d(1, 3, "tanh", same), add(1), softmax],
    ],
    ["a convolution before its pooling", [1, 6, 6], [conv2d(5, 3, "tanh"), maxPool2d(1), add(1), softmax]],
    ["an image in a row", [2, 2, 3], [conv2d(2, 3, "tanh", same), flatten(), dense(12, "tanh"), add(1), softmax]],
    ["a row that is all of the input", [2, 2, 3], [flatten(), dense(12, "tanh"), dense(12, "relu"), add(2), softmax]],
    [
      "what a wide layer would list because most of it is 0",
      [30],
      [dense(130, "relu"), dense(130, "relu"), dropout(0.5), add(2), dense(130, "relu"), add(1), softmax],
    ],
    [
      "z, where the slope of what is added needs it",
      [9],
      [dense(6, "gelu"), dense(6, "linear"), batchNorm(), add(2, { activation: "swish" }), add(1), softmax],
    ],
  ])("%s", async (_, input, layers) => {
    const drawn = caseOn(input, layers);
    await expectSameAnswers(drawn);
    await expectSameLearning(drawn);
    const alone = await outcomeOf(wasmEngine, drawn);
    expect(await outcomeOf(wasmEngine, drawn, { data: asFloats(drawn.data) })).toEqual(alone);
    expect(await outcomeOf(wasmEngine, drawn, { options: { threads: 2 }, cuts: [1] })).toEqual(alone);
  });
});
