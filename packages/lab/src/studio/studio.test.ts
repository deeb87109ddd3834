import fc from "fast-check";
import { convPool2d, dense, type LayerInput, type NetworkInput, type OptimizerName } from "nndl";
import { activationNames, costNames, initializerNames, optimizerNames, scheduleNames } from "nndl/functions";
import { checkNetworkSpec, layerKinds, layerTypes } from "nndl/spec";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { checkRecipe } from "../training/recipe.ts";
import { briefNetwork, briefRecipe } from "./brief.ts";
import { costsFor, examine, fitted, moved, sizeIn, withLayer, withLayerBefore, withSize } from "./draft.ts";
import { addedTypes, layerFields, layerNames, newLayer, readSizes, writeSizes } from "./layer-fields.ts";
import { presets } from "./presets.ts";

const mnist = { input: [1, 28, 28], outputs: 10, classes: true };

describe("presets", () => {
  it.each(presets)("$name is a whole recipe, and stays the same without its defaults", ({ recipe }) => {
    const checked = checkRecipe(recipe);
    const brief = briefRecipe(checked);
    expect(checkRecipe(brief)).toEqual(checked);
    expect(JSON.stringify(brief).length).toBeLessThan(JSON.stringify(checked).length);
  });
  it("say no more than they need", () => {
    expect(briefRecipe(checkRecipe(presets[0]!.recipe))).toEqual({
      network: {
        input: [784],
        layers: [
          { type: "dense", units: 30 },
          { type: "dense", units: 10 },
        ],
        cost: "quadratic",
        initializer: "gaussian",
        seed: 1,
      },
      data: { kind: "mnist" },
      training: { epochs: 30, learningRate: 3 },
    });
  });
});

describe("brief", () => {
  it("changes no network", () => {
    const layer = fc.record(
      {
        type: fc.constant("dense" as const),
        units: fc.integer({ min: 1, max: 40 }),
        activation: fc.constantFrom(...activationNames),
        initializer: fc.constantFrom(...initializerNames),
      },
      { requiredKeys: ["type", "units"] },
    );
    fc.assert(
      fc.property(
        fc.array(layer, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...initializerNames),
        (layers, initializer) => {
          const input = { input: [3], layers, initializer, seed: 5 } as unknown as NetworkInput;
          const [cost] = costsFor(input);
          const spec = checkNetworkSpec({ ...input, ...(cost === undefined ? {} : { cost }) });
          expect(checkNetworkSpec(briefNetwork(spec))).toEqual(spec);
        },
      ),
    );
  });
  it("keeps every setting of training that is not usual", () => {
    // Newton's method, for which the book's networks are too large, has a smaller one.
    const recipeFor = (optimizer: OptimizerName) =>
      optimizer === "newton"
        ? { ...presets[1]!.recipe, network: { input: [784], layers: [{ type: "dense" as const, units: 1 }] } }
        : presets[1]!.recipe;
    for (const optimizer of optimizerNames)
      for (const schedule of scheduleNames) {
        const recipe = checkRecipe({
          ...recipeFor(optimizer),
          training: {
            epochs: 2,
            learningRate: 0.1,
            optimizer,
            schedule,
            shuffle: false,
            earlyStopping: { patience: 3 },
          },
        });
        expect(checkRecipe(briefRecipe(recipe))).toEqual(recipe);
      }
  });
});

describe("the fields of layers", () => {
  it.each(layerTypes)("%s: every one can be set, and none that there is not", (type) => {
    const { samples, check } = layerKinds[type] as unknown as import("nndl/spec").LayerKind;
    const whole = check({ ...samples.good[0]!.spec }, { initializer: "he" }, type);
    const names = Object.keys(whole).filter((name) => name !== "type");
    expect(layerFields[type].map(({ name }) => name).sort()).toEqual(names.sort());
    expect(layerNames[type]).not.toBe("");
  });
  it("offer choices in words", () => {
    const named = Object.values(layerFields)
      .flat()
      .flatMap((field) => (field.form === "choice" ? field.choices.map((choice) => field.words[choice]) : []));
    expect(named).toEqual(expect.arrayContaining(["leaky ReLU", "maximum", "scaled to the inputs (1/√n)"]));
    expect(named.filter((words) => words === undefined || /^[a-z]+-(?!batch)/.test(words))).toEqual([]);
  });
  it.each(layerTypes)("a new %s is a good one", (type) => {
    const kind = layerKinds[type] as unknown as import("nndl/spec").LayerKind;
    expect(() => kind.check({ ...newLayer(type) }, { initializer: "he" }, type)).not.toThrow();
  });
  it("are written as they are read", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99), { minLength: 2, maxLength: 4 }), (numbers) => {
        const read = [readSizes(writeSizes(numbers))].flat();
        expect(read.length === 1 ? numbers.map(() => read[0]) : read).toEqual(numbers);
      }),
    );
    expect([readSizes(" 5 × 3"), readSizes("Same"), readSizes("5x"), readSizes("-1")]).toEqual([
      [5, 3],
      "same",
      "5x",
      "-1",
    ]);
  });
});

describe("a network that is being built", () => {
  const network = (...layers: LayerInput[]): NetworkInput => ({ input: [1, 28, 28], layers });

  it("has shapes and parameters at every layer", () => {
    const { layers, parameters, spec } = examine(network(newLayer("convPool2d"), { type: "dense", units: 10 }), mnist);
    expect(layers.map(({ output }) => output)).toEqual([[20, 12, 12], [10]]);
    expect(layers.map((layer) => layer.parameters)).toEqual([520, 28_810]);
    expect(parameters).toBe(29_330);
    expect(spec?.layers.length).toBe(2);
  });
  it("has its mistakes where they are", () => {
    const { layers, spec } = examine(
      network(newLayer("dense"), newLayer("conv2d"), { type: "dense", units: 0 }, newLayer("dense")),
      mnist,
    );
    expect(spec).toBeUndefined();
    expect(layers.map(({ problem }) => problem !== undefined)).toEqual([false, true, true, false]);
    expect(layers[1]!.problem).toMatch(/images/);
    expect(layers[2]!.problem).toMatch(/units/);
  });
  it.each([
    [{ type: "dense", units: 3 }, /10 classes, the network gives 3 outputs/],
    [{ type: "dense", units: 10, activation: "linear" }, undefined],
  ] as const)("is told when it does not fit the data: %j", (last, problem) => {
    const examined = examine(network(last as LayerInput), mnist);
    if (problem === undefined) expect(examined.spec).toBeDefined();
    else expect(examined.problem).toMatch(problem);
  });
  it("is told when it takes other inputs, and when its cost does not fit", () => {
    expect(examine({ input: [2], layers: [{ type: "dense", units: 10 }] }, mnist).problem).toMatch(/28 × 28/);
    const wrong: NetworkInput = {
      input: [784],
      layers: [{ type: "dense", units: 10, activation: "linear" }],
      cost: "log-likelihood",
    };
    expect(examine(wrong, mnist).problem).toMatch(/cost/);
  });
  it("is made to fit any data", () => {
    const shapes = [
      mnist,
      { input: [2], outputs: 2, classes: true },
      { input: [1], outputs: 1, classes: false },
      { input: [3, 16, 16], outputs: 5, classes: true },
    ];
    for (const { recipe } of presets)
      for (const data of shapes)
        if (recipe.network.input.length === 1 || data.input[1] !== 16)
          expect(examine(fitted(recipe.network, data), data)).toMatchObject({ spec: expect.anything() });
    expect(fitted(presets[0]!.recipe.network, mnist)).toMatchObject({ input: [784], cost: "quadratic" });
  });
  it("gets a layer where it makes sense", () => {
    const plain = presets[0]!.recipe.network;
    for (const type of addedTypes) {
      const { network: next, at } = withLayer(plain, newLayer(type), mnist);
      expect(next.layers[at]!.type).toBe(type);
      const { spec, problem, layers } = examine(next, mnist);
      // What needs images gets them; a row has no channels that could be normalized together.
      expect([type, problem, layers.flatMap((layer) => layer.problem ?? [])]).toEqual([type, undefined, []]);
      expect(spec).toBeDefined();
    }
  });
  it("gets a residual connection over what is there, or with a layer that it can lead over", () => {
    const two: NetworkInput = { input: [784], layers: [30, 30, 10].map((units) => ({ type: "dense", units })) };
    const types = (network: NetworkInput) => withLayer(network, newLayer("add"), mnist).network.layers;
    expect(types(two)).toEqual([...two.layers.slice(0, 2), { type: "add", over: 1 }, two.layers[2]]);
    const one = { ...two, layers: two.layers.slice(1) };
    expect(types(one)).toEqual([one.layers[0], { type: "dense", units: 30 }, { type: "add", over: 1 }, one.layers[1]]);
    const images: NetworkInput = { input: [1, 28, 28], layers: [newLayer("conv2d")] };
    expect(types(images).map(({ type }) => type)).toEqual(["conv2d", "conv2d", "add"]);
  });
  it("tells where a connection leads to another shape", () => {
    const layers: LayerInput[] = [{ type: "dense", units: 30 }, newLayer("add"), { type: "dense", units: 10 }];
    expect(examine(network(...layers), mnist).layers[1]!.problem).toMatch(/shape that comes in, 30/);
  });
  it("has layers in another order", () => {
    expect([moved([1, 2, 3], 0, 2), moved([1, 2, 3], 2, 0), moved([1, 2, 3], 0, 3)]).toEqual([
      [2, 3, 1],
      [3, 1, 2],
      [1, 2, 3],
    ]);
  });
  it("never ends in an exception, whatever the layers are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom("type", "units", "kernel", "filters"), fc.anything()), { minLength: 1 }),
        (layers) => {
          const examined = examine({ input: [1, 28, 28], layers: layers as unknown as LayerInput[] }, mnist);
          expect(examined.layers.length).toBe(layers.length);
        },
      ),
      { numRuns: runs(200) },
    );
  });
  it("knows which costs there can be", () => {
    expect(costsFor(presets[0]!.recipe.network)).toEqual(costNames);
    expect(costsFor({ input: [1], layers: [{ type: "dense", units: 1, activation: "linear" }] })).toEqual([
      "quadratic",
    ]);
  });
});

describe("the drawing's own changes", () => {
  const names = (network: NetworkInput) => network.layers.map((layer) => `${layer.type} ${sizeIn(layer)}`);
  const rows: NetworkInput = { input: [2], layers: [dense(4, "tanh"), dense(3), dense(2, "softmax")] };
  const images: NetworkInput = { input: [1, 8, 8], layers: [convPool2d(5, 3, 2), dense(2)] };

  it("put a layer before another, as its neighbour is", () => {
    expect(names(withLayerBefore(rows, 0, [2]))).toEqual(["dense 4", "dense 4", "dense 3", "dense 2"]);
    expect(withLayerBefore(rows, 1, [4]).layers[1]).toEqual(dense(4, "tanh"));
    expect(names(withLayerBefore(rows, 2, [3]))).toEqual(["dense 4", "dense 3", "dense 3", "dense 2"]);
    // The outputs are no model for what comes before them.
    expect(names(withLayerBefore({ input: [2], layers: [dense(2)] }, 0, [2]))).toEqual(["dense 8", "dense 2"]);
  });

  it("put a convolution where images are, that leaves them as large as they are", () => {
    const before = withLayerBefore(images, 0, [1, 8, 8]);
    expect(names(before)).toEqual(["conv2d 5", "convPool2d 5", "dense 2"]);
    expect(examine(before).problem).toBeUndefined();
    expect(examine(before).layers[0]!.output).toEqual([5, 8, 8]);
    expect(names(withLayerBefore(images, 1, [5, 3, 3]))).toEqual(["convPool2d 5", "dense 8", "dense 2"]);
  });

  it("change how many neurons or filters a layer has", () => {
    expect(names(withSize(rows, 1, 7))).toEqual(["dense 4", "dense 7", "dense 2"]);
    expect(names(withSize(images, 0, 6))).toEqual(["convPool2d 6", "dense 2"]);
    expect(sizeIn({ type: "dropout", rate: 0.5 })).toBeUndefined();
  });
});
