/** What is no network and what is no data set is refused by name wherever one is asked for, also by who has no types. */
import { describe, expect, it } from "vitest";
import { layerOutputs } from "./entries/analysis.ts";
import { judgeEnsemble, predictEnsemble, predictTenCrop } from "./entries/ensemble.ts";
import { checkGradients } from "./entries/testing.ts";
import { collapseLinear } from "./entries/universality.ts";
import {
  autoencoder,
  averageDarkness,
  classification,
  type Dataset,
  dense,
  distorted,
  expandByShifts,
  mnist,
  type Network,
  network,
  referenceEngine,
  type SessionOptions,
  split,
  train,
  wasmEngine,
} from "./index.ts";
import { refusedLater } from "./testing/refused.ts";

const net = network({ input: [2], layers: [dense(3, "sigmoid")], cost: "quadratic", seed: 1 });
const data = classification([[0, 1]], [2], { classes: 3 });
const settings = { epochs: 1, miniBatchSize: 1, learningRate: 1 };
const image = { width: 1, height: 1, pixels: new Uint8Array(3) };

const withNetwork: Record<string, (given: Network) => unknown> = {
  "wasmEngine.open": (given) => wasmEngine.open(given),
  "referenceEngine.open": (given) => referenceEngine.open(given),
  judgeEnsemble: (given) => judgeEnsemble([given], data),
  predictEnsemble: (given) => predictEnsemble([net, given], Float32Array.of(0, 1)),
  predictTenCrop: (given) => predictTenCrop(given, image),
  layerOutputs: (given) => layerOutputs(given, Float32Array.of(0, 1)),
  checkGradients: (given) => checkGradients(given, data),
  collapseLinear: (given) => collapseLinear(given),
};

const withDataset: Record<string, (given: Dataset) => unknown> = {
  "network.evaluate": (given) => net.evaluate(given),
  "wasm session.load": async (given) => (await wasmEngine.open(net)).load(given),
  "reference session.load": async (given) => (await referenceEngine.open(net)).load(given),
  judgeEnsemble: (given) => judgeEnsemble([net], given),
  checkGradients: (given) => checkGradients(net, given),
  autoencoder: (given) => autoencoder(given),
  averageDarkness: (given) => averageDarkness(given),
  distorted: (given) => distorted(given, { rotate: 1 }),
  expandByShifts: (given) => expandByShifts(given),
  split: (given) => split(given, [1]),
};

/** What a program without types may pass instead. */
const others = [undefined, null, 3, "mnist", [[0, 1]], {}, net.spec, { ...data }];

/** What an act ends in, whether it throws at once or later. */
const codeOf = async (act: () => unknown) => (await refusedLater((async () => act())())).code;

describe("refused is what is no network", () => {
  it.each(Object.entries(withNetwork))("by %s", async (_, use) => {
    for (const other of [...others, data]) expect(await codeOf(() => use(other as Network))).toBe("network.instance");
  });

  it("by train", async () => {
    for (const other of [...others, data])
      expect(await codeOf(() => train(other as Network, data, settings))).toBe("training.network");
  });
});

describe("refused is what is no data set", () => {
  it.each(Object.entries(withDataset))("by %s", async (_, use) => {
    for (const other of [...others, net]) expect(await codeOf(() => use(other as Dataset))).toBe("dataset.instance");
  });

  it("by train", async () => {
    for (const other of [...others, net])
      expect(await codeOf(() => train(net, other as Dataset, settings))).toBe("training.data");
  });
});

describe("refused are options that nobody reads", () => {
  it.each([
    ["wasm", wasmEngine],
    ["reference", referenceEngine],
  ] as const)("of a session of the %s engine", async (_, engine) => {
    for (const options of [null, 2, { thread: 2 }, { threads: 1, batch: 3 }])
      expect(await codeOf(() => engine.open(net, options as SessionOptions))).toBe("session.options");
  });

  it("of mnist", async () => {
    for (const options of [null, "/mnist", { form: "/mnist" }])
      expect(await codeOf(() => mnist(options as object))).toBe("mnist.options");
  });

  it("of an ensemble that is no list", async () =>
    expect(await codeOf(() => judgeEnsemble(net as unknown as Network[], data))).toBe("ensemble.members"));
});
