import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { NndlError } from "../errors.ts";
import { activationNames, type CostName, costNames, costs, initializerNames } from "../functions/index.ts";
import { layerKinds, layerTypes } from "../layers/index.ts";
import { refused } from "../testing/refused.ts";
import { Network } from "./network.ts";
import { checkNetworkSpec, placeLayers } from "./spec.ts";

const layers = [{ type: "dense", units: 3 }];
const least = { input: [4], layers };

describe("a network's spec", () => {
  it("is completed", () => {
    expect(
      checkNetworkSpec({
        input: [784],
        layers: [
          { type: "dense", units: 30 },
          { type: "dense", units: 10 },
        ],
      }),
    ).toEqual({
      input: [784],
      layers: [
        { type: "dense", units: 30, activation: "sigmoid", initializer: "scaled-gaussian" },
        { type: "dense", units: 10, activation: "sigmoid", initializer: "scaled-gaussian" },
      ],
      cost: "cross-entropy",
      seed: 0,
    });
  });

  it.each<[string, CostName]>([
    ["sigmoid", "cross-entropy"],
    ["softmax", "log-likelihood"],
    ["linear", "quadratic"],
    ["tanh", "quadratic"],
    ["relu", "quadratic"],
  ])("has after %s outputs the cost %s when it names none", (activation, cost) => {
    expect(checkNetworkSpec({ input: [4], layers: [{ type: "dense", units: 3, activation }] }).cost).toBe(cost);
  });

  it("gives its initializer to the layers that name none", () => {
    const given = [
      { type: "dense", units: 3, initializer: "he" },
      { type: "dense", units: 2 },
    ];
    const spec = checkNetworkSpec({ input: [4], layers: given, initializer: "gaussian" });
    expect(spec.layers).toMatchObject([{ initializer: "he" }, { initializer: "gaussian" }]);
    expect(spec).not.toHaveProperty("initializer");
  });

  it("is frozen, a copy, and complete: checked again it is the same, as JSON too", () => {
    const given = { input: [2, 3, 4], layers: [{ type: "dense", units: 3 }], seed: 2 ** 53 - 1 };
    const spec = checkNetworkSpec(given);
    given.layers[0]!.units = 7;
    given.input[0] = 9;
    expect(spec).toMatchObject({ input: [2, 3, 4], layers: [{ units: 3 }] });
    expect(checkNetworkSpec(spec)).toEqual(spec);
    expect(JSON.stringify(checkNetworkSpec(JSON.parse(JSON.stringify(spec))))).toBe(JSON.stringify(spec));
    expect(() => Object.assign(spec.layers[0]!, { units: 5 })).toThrow(TypeError);
    expect(() => (spec.input as number[]).push(1)).toThrow(TypeError);
  });

  it("ends in any layer: one without an activation gives any number, which the quadratic cost compares", () => {
    for (const last of [{ type: "flatten" }, { type: "maxPool2d", window: 2 }, { type: "dropout", rate: 0.5 }]) {
      const spec = checkNetworkSpec({ input: [2, 4, 4], layers: [{ type: "conv2d", filters: 3, kernel: 3 }, last] });
      expect(spec.cost).toBe("quadratic");
    }
    const image = checkNetworkSpec({ input: [1, 4, 4], layers: [{ type: "conv2d", filters: 3, kernel: 4 }] });
    expect(image.cost).toBe("cross-entropy");
  });

  it("allows each cost with exactly those outputs for which it is defined", () => {
    for (const cost of costNames)
      for (const activation of activationNames) {
        const spec = { input: [4], layers: [{ type: "dense", units: 3, activation }], cost };
        if (costs[cost].outputs.includes(activation)) expect(checkNetworkSpec(spec).cost).toBe(cost);
        else {
          const error = refused(() => checkNetworkSpec(spec));
          expect(error.code).toBe("network.cost");
          expect(error.message).toContain(`${cost} after ${activation}`);
        }
      }
  });

  it.each<[string, string, unknown]>([
    ["nothing", "network", undefined],
    ["a string", "network", "784-30-10"],
    ["an array", "network", [784, 30, 10]],
    ["a Map", "network", new Map()],
    ["an unknown field", "network.field", { ...least, layer: [] }],
    ["the field __proto__", "network.field", JSON.parse('{"input":[4],"layers":[],"__proto__":{"cost":"quadratic"}}')],
    ["the field constructor", "network.field", { ...least, constructor: 1 }],
    ["no input", "network.input", { layers }],
    ["an input that is a number", "network.input", { input: 784, layers }],
    ["an input of no shape", "network.input", { input: [], layers }],
    ["an input of four numbers", "network.input", { input: [1, 28, 28, 1], layers }],
    ["a sequence of no steps", "network.input", { input: [0, 28], layers }],
    ["a layer that takes no sequences", "layer.input", { input: [28, 28], layers: [{ type: "batchNorm" }] }],
    ["an input with a hole", "network.input", { input: new Array(1), layers }],
    ["an input of 0", "network.input", { input: [0], layers }],
    ["an input of -0", "network.input", { input: [-0], layers }],
    ["an input of NaN", "network.input", { input: [Number.NaN], layers }],
    ["a fractional input", "network.input", { input: [1, 2.5, 3], layers }],
    ["an infinite input", "network.input", { input: [1 / 0], layers }],
    ["an input in words", "network.input", { input: ["784"], layers }],
    ["an input beyond memory", "network.input", { input: [3, 60_000, 60_000], layers }],
    ["no layers", "network.layers", { input: [4] }],
    ["zero layers", "network.layers", { input: [4], layers: [] }],
    ["layers that are an object", "network.layers", { input: [4], layers: { 0: layers[0], length: 1 } }],
    ["holes instead of layers", "layer", { input: [4], layers: new Array(3) }],
    ["layers beyond counting", "network.layers", { input: [4], layers: new Array(2 ** 32 - 1) }],
    ["a layer that is null", "layer", { input: [4], layers: [null] }],
    ["a layer without a type", "layer.type", { input: [4], layers: [{ units: 3 }] }],
    ["a layer of the type constructor", "layer.type", { input: [4], layers: [{ type: "constructor", units: 3 }] }],
    ["a layer of the type __proto__", "layer.type", { input: [4], layers: [{ type: "__proto__", units: 3 }] }],
    ["a cost that is unknown", "network.cost", { ...least, cost: "mse" }],
    ["the cost toString", "network.cost", { ...least, cost: "toString" }],
    ["an unknown initializer", "network.initializer", { ...least, initializer: "ones" }],
    ["a negative seed", "seed", { ...least, seed: -1 }],
    ["a fractional seed", "seed", { ...least, seed: 0.5 }],
    ["a seed beyond 2^53", "seed", { ...least, seed: 2 ** 53 }],
    ["a seed in words", "seed", { ...least, seed: "1" }],
    [
      "too many values",
      "network.size",
      { input: [1, 3000, 3000], layers: [{ type: "conv2d", filters: 40, kernel: 1 }] },
    ],
    [
      "a cost that its pooled outputs do not fit",
      "network.cost",
      { input: [1, 4, 4], layers: [{ type: "maxPool2d", window: 2 }], cost: "cross-entropy" },
    ],
    ["too many parameters", "network.size", { input: [2 ** 20], layers: [{ type: "dense", units: 2 ** 10 }] }],
  ])("is refused when it is, or has, %s", (_name, code, spec) => {
    expect(refused(() => checkNetworkSpec(spec)).code).toBe(code);
  });

  it("says which layer is wrong", () => {
    const spec = { input: [4], layers: [...layers, { type: "dense", units: -3 }] };
    expect(refused(() => checkNetworkSpec(spec)).message).toMatch(/^layer 2, dense: units must be .*, received -3\. /);
  });

  for (const [type, kind] of Object.entries(layerKinds)) {
    it(`takes the good samples of ${type}, and refuses the bad ones`, () => {
      for (const { spec, input, before = [] } of kind.samples.good) {
        const net = Network.initialize({ input, layers: [...before, spec] } as never);
        expect(net.layers[0]!.input).toEqual(input);
      }
      for (const { spec, input, code } of kind.samples.bad)
        expect(refused(() => checkNetworkSpec({ input, layers: [spec] })).code).toBe(code);
    });
  }

  it("throws nothing but its own errors at garbage", () => {
    const strange = fc.constantFrom<unknown>(
      ...[
        Number.NaN,
        -0,
        1 / 0,
        Number.NEGATIVE_INFINITY,
        2 ** 53,
        5e-324,
        null,
        undefined,
        "",
        "ﬀ\u0000😀\ud800",
        10n,
      ],
      ...[Symbol("s"), () => 1, new Array(2), new Date(0), new Uint8Array(3), Object.create(null)],
    );
    const number = fc.oneof(fc.integer(), fc.double(), strange);
    const word = fc.oneof(
      fc.constantFrom<unknown>(...activationNames, ...initializerNames, "__proto__", "dense"),
      strange,
    );
    const layer = fc.oneof(
      fc.record(
        { type: fc.constant("dense"), units: number, activation: word, initializer: word },
        { requiredKeys: ["type"] },
      ),
      fc.record(
        {
          type: fc.constantFrom(...layerTypes),
          ...Object.fromEntries(
            ["kernel", "stride", "window", "windowStride", "padding"].map((name) => [
              name,
              fc.oneof(number, word, fc.array(number, { maxLength: 5 })),
            ]),
          ),
          ...Object.fromEntries(
            ["filters", "groups", "rate", "momentum", "epsilon", "size", "alpha"].map((name) => [name, number]),
          ),
        },
        { requiredKeys: ["type"] },
      ),
      fc.dictionary(fc.constantFrom("type", "units", "activation", "__proto__", "toString"), fc.oneof(word, number)),
      fc.anything(),
    );
    const spec = fc.record(
      {
        input: fc.oneof(fc.array(number, { maxLength: 4 }), strange, fc.anything()),
        layers: fc.oneof(fc.array(layer, { maxLength: 4 }), strange),
        cost: fc.oneof(fc.constantFrom<unknown>(...costNames), strange),
        seed: number,
        initializer: word,
      },
      { requiredKeys: [] },
    );
    let whole = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: spec }, fc.anything(), strange), (value) => {
        try {
          const checked = checkNetworkSpec(value);
          expect(placeLayers(checked).length).toBe(checked.layers.length);
          whole++;
        } catch (error) {
          expect(error).toBeInstanceOf(NndlError);
        }
      }),
      { numRuns: runs(3000) },
    );
    expect(whole).toBeLessThan(3000);
  });
});

describe("layers in their places", () => {
  it("have the shapes around them and the parameters between", () => {
    const placed = placeLayers(
      checkNetworkSpec({ input: [2, 3, 4], layers: [...layers, { type: "dense", units: 5 }] }),
    );
    expect(placed.map(({ index, input, output }) => [index, input, output])).toEqual([
      [0, [2, 3, 4], [3]],
      [1, [3], [5]],
    ]);
    expect(placed[0]!.parameters.map(({ name, shape, regularized }) => [name, shape, regularized])).toEqual([
      ["weights", [3, 24], true],
      ["biases", [3], false],
    ]);
  });

  it("may be images, until a layer makes a row of them", () => {
    const placed = placeLayers(
      checkNetworkSpec({
        input: [3, 227, 227],
        layers: [
          { type: "conv2d", filters: 96, kernel: 11, stride: 4, activation: "relu" },
          { type: "localResponseNorm" },
          { type: "maxPool2d", window: 3, stride: 2 },
          { type: "conv2d", filters: 256, kernel: 5, padding: 2, groups: 2, activation: "relu" },
          { type: "dropout", rate: 0.5 },
          { type: "dense", units: 10 },
        ],
      }),
    );
    expect(placed.map(({ output }) => output)).toEqual([
      ...[
        [96, 55, 55],
        [96, 55, 55],
        [96, 27, 27],
      ],
      ...[[256, 27, 27], [256, 27, 27], [10]],
    ]);
    expect(placed[3]!.parameters[0]!.shape).toEqual([256, 48, 5, 5]);
    expect(placed[5]!.parameters[0]!.shape).toEqual([10, 256 * 27 * 27]);
  });
});
