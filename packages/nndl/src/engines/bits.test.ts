/** What must not change a bit: how the data are kept, where a run is cut, how many threads share the work. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { Dataset } from "../data/index.ts";
import { checkOptimizer, miniBatchOptimizerNames } from "../functions/index.ts";
import { conv2d, convPool2d } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { outcomeOf } from "../testing/outcome.ts";
import { asFloats, type RandomCase, randomCase } from "../testing/random-cases.ts";
import { randomImageCase } from "../testing/random-image-cases.ts";
import { stretchOf, withSession } from "../testing/sessions.ts";
import { wasmEngine } from "./index.ts";
import { WasmSession } from "./wasm/wasm-session.ts";

const shapes = [
  ["rows", randomCase],
  ["images", randomImageCase],
] as const;

describe("the form of the data", () => {
  it.each(shapes)("%s as packed bytes, bytes and floats of the same values give the same bits", async (_, anyCase) => {
    await fc.assert(
      fc.asyncProperty(anyCase({ features: ["sparse bytes", "dense bytes"] }), async (drawn) => {
        const floats = await outcomeOf(wasmEngine, drawn, { data: asFloats(drawn.data) });
        expect(await outcomeOf(wasmEngine, drawn)).toEqual(floats);
      }),
      { numRuns: runs(40) },
    );
  });

  it.each(miniBatchOptimizerNames)("examples without a single pixel, and with every one, under %s", async (type) => {
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
  it.each(shapes)("on %s, wherever, leave the bits as they were, the sum of costs included", async (_, anyCase) => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 39 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(anyCase(), cuts, async (drawn, places) => {
        const whole = await outcomeOf(wasmEngine, drawn);
        expect(await outcomeOf(wasmEngine, drawn, { cuts: places })).toEqual(whole);
      }),
      { numRuns: runs(30) },
    );
  });

  it("a stretch longer than the engine takes at once", async () => {
    const drawn = exampleCase({ inputs: 3, type: "sgd", features: sparse(3 * 40_000), miniBatchSize: 7 });
    const whole = await outcomeOf(wasmEngine, drawn);
    expect(whole.steps).toBe(Math.ceil(40_000 / 7));
    expect(await outcomeOf(wasmEngine, drawn, { cuts: [1, 2000, 5000] })).toEqual(whole);
  });

  it.each(shapes)(
    "on %s, neither measuring costs nor planning for larger mini-batches moves a weight",
    async (_, anyCase) => {
      await fc.assert(
        fc.asyncProperty(anyCase(), async (drawn) => {
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
        { numRuns: runs(14) },
      );
    },
  );
});

describe("threads", () => {
  it.each(shapes)("one, two, three and eight give the same bits on %s", async (_, anyCase) => {
    await fc.assert(
      fc.asyncProperty(anyCase(), async (drawn) => {
        const alone = await outcomeOf(wasmEngine, drawn);
        for (const threads of [2, 3, 8])
          expect(await outcomeOf(wasmEngine, drawn, { options: { threads } })).toEqual(alone);
      }),
      { numRuns: 7 },
    );
  });

  it.each(miniBatchOptimizerNames)("on the book's own network, under %s", async (type) => {
    const drawn = exampleCase({ inputs: 784, units: [30, 10], type, features: sparse(784 * 50), miniBatchSize: 10 });
    const alone = await outcomeOf(wasmEngine, drawn);
    expect(await outcomeOf(wasmEngine, drawn, { options: { threads: 2 } })).toEqual(alone);
  });

  it.each(miniBatchOptimizerNames)(
    "on a convolutional network as chapter 6 has them, with dropout, under %s",
    async (type) => {
      const drawn = convolutionalCase(type);
      const alone = await outcomeOf(wasmEngine, drawn);
      for (const threads of [2, 3, 8])
        expect(await outcomeOf(wasmEngine, drawn, { options: { threads }, cuts: [threads] })).toEqual(alone);
    },
  );

  it.each([5, 35])(
    "on a wide layer behind a convolution, where two take turns, %i examples at a time",
    async (miniBatchSize) => {
      for (const type of ["sgd", "adam"] as const) {
        const drawn = wideCase(type, miniBatchSize);
        const alone = await outcomeOf(wasmEngine, drawn);
        for (const threads of [2, 3])
          expect(await outcomeOf(wasmEngine, drawn, { options: { threads }, cuts: [1] })).toEqual(alone);
      }
    },
  );

  it("on many weights from few inputs, which two threads cannot share", async () => {
    for (const inputs of [33, 64, 65]) {
      const drawn = exampleCase({ inputs: 50, type: "sgd", features: sparse(50 * 40), miniBatchSize: 8 });
      const layers: RandomCase["spec"]["layers"] = [inputs, 1000, 5].map((units) => ({ type: "dense", units }));
      const wide = { ...drawn, spec: { ...drawn.spec, layers } };
      const alone = await outcomeOf(wasmEngine, wide);
      expect(await outcomeOf(wasmEngine, wide, { options: { threads: 2 } })).toEqual(alone);
    }
  });

  it("on a hidden value that is not finite, beside zeros that are left out elsewhere", async () => {
    const layers = [conv2d(1, 1, "linear"), convPool2d(3, 3, 2, "relu")];
    const net = network({ input: [1, 8, 8], layers, cost: "quadratic", seed: 1 });
    net.parameters.get("layers.0.weights")?.values.fill(3e38);
    net.parameters.get("layers.0.biases")?.values.fill(0);
    net.parameters.get("layers.1.weights")?.values.fill(-1);
    net.parameters.get("layers.1.biases")?.values.fill(0.5);
    const features = Float32Array.from({ length: 5 * 64 }, (_, i) => (i % 64 === 36 ? 4 : 0));
    const outputs = async (threads: number) =>
      withSession(wasmEngine, net, { threads, miniBatchSize: 5 }, (session) => [...session.predict(features)]);
    const alone = await outputs(1);
    expect(alone.some((value) => value > 0)).toBe(true);
    for (const threads of [2, 8]) expect(await outputs(threads)).toEqual(alone);
  });

  it("while every operation is timed by itself, with as many threads as seem best", async () => {
    const { spec, data } = wideCase("sgd", 5);
    const training = { learningRate: 0.01, miniBatchSize: 5 };
    const outcome = (threads: number | "auto", timed: boolean) =>
      withSession(wasmEngine, network(spec), { threads, miniBatchSize: 5 }, (session) => {
        const stretch = stretchOf(session.load(data), training);
        if (!timed) session.train(stretch);
        else if (session instanceof WasmSession) session.profile(stretch);
        else throw new Error("the wasm engine's session times its operations");
        session.download();
        return session.network.sha256();
      });
    expect(await outcome("auto", true)).toBe(await outcome(1, false));
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
  readonly type: (typeof miniBatchOptimizerNames)[number];
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

/** A convolution whose weights are fewer than its inputs, before a layer of 38,400 weights. */
function wideCase(type: Example["type"], miniBatchSize: number): RandomCase {
  const { spec, ...rest } = convolutionalCase(type);
  const layers: RandomCase["spec"]["layers"] = [
    { type: "convPool2d", filters: 20, kernel: 5, window: 2, activation: "sigmoid" },
    { type: "dense", units: 30, activation: "sigmoid" },
    { type: "dense", units: 10, activation: "softmax" },
  ];
  const features = sparse(400 * 73);
  const { data } = exampleCase({ inputs: 400, units: [1, 10], type, features });
  return {
    ...rest,
    data: new Dataset({ shape: [1, 20, 20], features, targets: data.targets }),
    order: stream(9, "order").permutation(73),
    miniBatchSize,
    spec: { ...spec, layers },
  };
}

/** Two convolutions that pool and dropout before two fully connected layers, on images with few pixels. */
function convolutionalCase(type: Example["type"]): RandomCase {
  const { data, ...rest } = exampleCase({
    inputs: 400,
    units: [1, 10],
    type,
    features: sparse(400 * 23),
    miniBatchSize: 5,
  });
  return {
    ...rest,
    data: new Dataset({ shape: [1, 20, 20], features: data.features, targets: data.targets }),
    regularization: { l1: 0, l2: 0.1 },
    spec: {
      input: [1, 20, 20],
      layers: [
        { type: "convPool2d", filters: 20, kernel: 5, window: 2, activation: "relu" },
        { type: "convPool2d", filters: 7, kernel: 3, window: 2, activation: "relu" },
        { type: "dropout", rate: 0.5 },
        { type: "dense", units: 33, activation: "relu" },
        { type: "dropout", rate: 0.5 },
        { type: "dense", units: 10, activation: "softmax" },
      ],
      initializer: "he",
      seed: 9,
    },
  };
}

function sparse(length: number): Uint8Array {
  const draws = stream(8, "sparse bytes");
  return Uint8Array.from({ length }, () => (draws.uniform() < 0.8 ? 0 : draws.integer(256)));
}
