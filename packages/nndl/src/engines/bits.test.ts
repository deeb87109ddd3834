/** What must not change a bit: how the data are kept, where a run is cut, how many threads share the work. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { checkOptimizer, optimizerNames } from "../functions/index.ts";
import { stream } from "../random/index.ts";
import { outcomeOf } from "../testing/outcome.ts";
import { asFloats, type RandomCase, randomCase } from "../testing/random-cases.ts";
import { wasmEngine } from "./index.ts";

describe("the form of the data", () => {
  it("packed bytes, bytes and floats of the same values give the same bits", async () => {
    await fc.assert(
      fc.asyncProperty(randomCase({ features: ["sparse bytes", "dense bytes"] }), async (drawn) => {
        const floats = await outcomeOf(wasmEngine, drawn, { data: asFloats(drawn.data) });
        expect(await outcomeOf(wasmEngine, drawn)).toEqual(floats);
      }),
      { numRuns: 60 },
    );
  });

  it.each(optimizerNames)("examples without a single pixel, and with every one, under %s", async (type) => {
    const size = 37;
    const features = new Uint8Array(10 * size);
    // Examples 3 and 7 are full, the others empty, but for one pixel at either end.
    for (const full of [3, 7]) features.fill(255, full * size, (full + 1) * size);
    features[0] = 1;
    features[10 * size - 1] = 128;
    for (const penalties of [
      { l1: 0, l2: 0 },
      { l1: 1, l2: 1 },
    ]) {
      const drawn = exampleCase({ inputs: size, type, features, penalties });
      const floats = await outcomeOf(wasmEngine, drawn, { data: asFloats(drawn.data) });
      expect(await outcomeOf(wasmEngine, drawn)).toEqual(floats);
    }
  });

  it("a scale that is no power of two is rounded alike", async () => {
    const { data, ...rest } = exampleCase({ inputs: 20, type: "sgd", features: sparse(200) });
    const scaled = new Dataset({ shape: data.shape, features: data.features, scale: 1 / 255, targets: data.targets });
    const floats = await outcomeOf(wasmEngine, { ...rest, data: asFloats(scaled) });
    expect(await outcomeOf(wasmEngine, { ...rest, data: scaled })).toEqual(floats);
  });
});

describe("cuts between mini-batches", () => {
  it("a run cut into stretches anywhere ends in the same bits, its sum of costs included", async () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 39 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(randomCase(), cuts, async (drawn, places) => {
        const whole = await outcomeOf(wasmEngine, drawn);
        expect(await outcomeOf(wasmEngine, drawn, { cuts: places })).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it("a stretch longer than the engine takes at once", async () => {
    const drawn = exampleCase({ inputs: 3, type: "sgd", features: sparse(3 * 40_000), miniBatchSize: 7 });
    const whole = await outcomeOf(wasmEngine, drawn);
    expect(whole.steps).toBe(Math.ceil(40_000 / 7));
    expect(await outcomeOf(wasmEngine, drawn, { cuts: [1, 2000, 5000] })).toEqual(whole);
  });

  it("neither measuring the cost nor planning for larger mini-batches moves a weight", async () => {
    await fc.assert(
      fc.asyncProperty(randomCase(), async (drawn) => {
        const { costSum, ...measured } = await outcomeOf(wasmEngine, drawn);
        const { costSum: none, ...unmeasured } = await outcomeOf(wasmEngine, drawn, {
          stretch: { measureCost: false },
          options: { miniBatchSize: drawn.miniBatchSize },
        });
        expect(unmeasured).toEqual(measured);
        expect([none, Number.isFinite(costSum)]).toEqual([0, true]);
        const roomy = await outcomeOf(wasmEngine, drawn, { options: { miniBatchSize: 200 } });
        expect([roomy.sha256, roomy.costSum]).toEqual([measured.sha256, costSum]);
      }),
      { numRuns: 20 },
    );
  });
});

describe("threads", () => {
  it("one, two and three give the same bits", async () => {
    await fc.assert(
      fc.asyncProperty(randomCase(), async (drawn) => {
        const alone = await outcomeOf(wasmEngine, drawn);
        for (const threads of [2, 3])
          expect(await outcomeOf(wasmEngine, drawn, { options: { threads } })).toEqual(alone);
      }),
      { numRuns: 12 },
    );
  });

  it.each(optimizerNames)("on the book's own network, under %s", async (type) => {
    const drawn = exampleCase({ inputs: 784, units: [30, 10], type, features: sparse(784 * 50), miniBatchSize: 10 });
    const alone = await outcomeOf(wasmEngine, drawn);
    expect(await outcomeOf(wasmEngine, drawn, { options: { threads: 2 } })).toEqual(alone);
  });

  it("more threads than units, examples or panels", async () => {
    const drawn = exampleCase({ inputs: 1, units: [1, 1], type: "momentum", features: sparse(9), miniBatchSize: 1 });
    const alone = await outcomeOf(wasmEngine, drawn);
    expect(await outcomeOf(wasmEngine, drawn, { options: { threads: 5 } })).toEqual(alone);
  });
});

interface Example {
  readonly inputs: number;
  readonly units?: readonly [number, number];
  readonly type: (typeof optimizerNames)[number];
  readonly features: Uint8Array;
  readonly miniBatchSize?: number;
  readonly penalties?: RandomCase["regularization"];
}

function exampleCase({ inputs, units = [18, 5], type, features, miniBatchSize = 4, penalties }: Example): RandomCase {
  const count = features.length / inputs;
  const labels = Uint8Array.from({ length: count }, (_, i) => i % units[1]);
  return {
    spec: {
      input: [inputs],
      layers: units.map((n) => ({ type: "dense", units: n, activation: "sigmoid" })),
      cost: "cross-entropy",
      seed: 9,
    },
    data: new Dataset({ shape: [inputs], features, targets: { kind: "classes", labels, classes: units[1] } }),
    order: stream(9, "order").permutation(count),
    miniBatchSize,
    optimizer: checkOptimizer(type),
    regularization: penalties ?? { l1: 0, l2: 0 },
  };
}

function sparse(length: number): Uint8Array {
  const draws = stream(8, "sparse bytes");
  return Uint8Array.from({ length }, () => (draws.uniform() < 0.8 ? 0 : draws.integer(256)));
}
