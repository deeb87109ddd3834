/**
 * Every kind of layer first in a network, every kind last, and every two that can be neighbours, with every form of data:
 * the engine may compute several layers as one, and may read its inputs in several ways.
 *
 * Seeds are fixed for the reason that parity.test.ts gives; what is tested to the bit has other cases where they are asked for.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isThorough } from "../../../../testing/thorough.ts";
import { Dataset } from "../data/index.ts";
import { layerKind } from "../layers/index.ts";
import { Network, type NetworkInput } from "../network/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { outcomeOf } from "../testing/outcome.ts";
import { expectSameAnswers, expectSameLearning } from "../testing/parity.ts";
import { featureKinds } from "../testing/random-cases.ts";
import { neighbours, randomPairCase } from "../testing/random-image-cases.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { type Engine, referenceEngine, wasmEngine } from "./index.ts";
import { kindsWithKernels } from "./wasm/check-kernels.ts";

const forms = featureKinds.map((features) => [features] as const);

const pairs = neighbours.map((pair, i) => ({ pair, i, name: `${pair.types.join(", then ")}, on ${pair.on}` }));

describe.each(pairs)("$name", ({ pair, i }) => {
  // Each pair has one form of data, in turn; every fourth has all forms in CI, and every second with --all. Threads, at a desk: every fourth.
  it.each(isThorough && i % (process.env.CI ? 4 : 2) === 0 ? forms : [forms[i % forms.length]!])(
    "both engines answer and learn the same from %s",
    async (features) => {
      const cases = randomPairCase(pair, { features: [features] });
      await fc.assert(fc.asyncProperty(cases, expectSameAnswers), { seed: 20261128, numRuns: 1 });
      await fc.assert(fc.asyncProperty(cases, expectSameLearning), { seed: 20261129, numRuns: 1 });
    },
  );

  it.runIf(isThorough || i % 4 === 0)("any number of threads gives the same bits", async () => {
    const threads = 2 + (i % 2);
    await fc.assert(
      fc.asyncProperty(randomPairCase(pair), async (drawn) => {
        expect(await outcomeOf(wasmEngine, drawn, { options: { threads } })).toEqual(
          await outcomeOf(wasmEngine, drawn),
        );
      }),
      { numRuns: 1 },
    );
  });
});

it("every kind of layer is first and last in one of them", () => {
  const { layers } = kindsWithKernels;
  expect(new Set(neighbours.map(({ types: [first] }) => first))).toEqual(new Set(layers));
  const canBeLast = layers.filter((type) => layerKind(type).indices === undefined);
  expect(new Set(neighbours.map(({ types: [, last] }) => last))).toEqual(new Set(canBeLast));
});

/** A network whose weights are all ½, and everything about a data set of one example. */
async function outcome(engine: Engine, input: NetworkInput, features: Uint8Array | Float32Array) {
  const drawn = Network.initialize(input);
  for (const { values } of drawn.parameters.values()) values.fill(0.5);
  const data = new Dataset({
    shape: input.input,
    features,
    targets: { kind: "values", values: new Float32Array(drawn.outputSize), size: drawn.outputSize },
  });
  return withSession(engine, drawn, { threads: 1 }, (session) => {
    const resident = session.load(data);
    const { cost, parameters, inputs } = session.gradients(resident, everyExample(data));
    return {
      costs: [cost, session.evaluate(resident).cost],
      outputs: session.predict(data.input(0)),
      parameters,
      inputs,
    };
  });
}

describe("what a search among random networks found", () => {
  it.each<[string, NetworkInput, Uint8Array | Float32Array]>([
    [
      "packed bytes, read by a dense layer that flattens an image first",
      { input: [2, 1, 2], layers: [{ type: "flatten" }, { type: "dense", units: 1, activation: "sigmoid" }] },
      Uint8Array.of(0, 0, 200, 0),
    ],
    [
      "an activation, of a convolution that ends a network with max-pooling",
      {
        input: [1, 1, 1],
        layers: [
          { type: "conv2d", filters: 1, kernel: 1, activation: "sigmoid" },
          { type: "maxPool2d", window: 1 },
        ],
      },
      Float32Array.of(-3),
    ],
  ])("%s", async (_, input, features) => {
    const spec = { ...input, cost: "quadratic" as const, seed: 1 };
    const [ours, expected] = [
      await outcome(wasmEngine, spec, features),
      await outcome(referenceEngine, spec, features),
    ];
    const tolerance = { rtol: 1e-6, atol: 1e-9 };
    expectClose(ours.outputs, expected.outputs, tolerance, "outputs");
    expectClose(ours.costs, expected.costs, tolerance, "costs");
    expectCloseMaps(ours.parameters, expected.parameters, tolerance);
    expectClose(ours.inputs, expected.inputs, tolerance, "∂C/∂x");
  });
});
