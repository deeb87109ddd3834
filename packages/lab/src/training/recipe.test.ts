import { dense, NndlError } from "nndl";
import { describe, expect, it, test } from "vitest";
import { fileKind } from "./file-kind.ts";
import { checkRecipe, type Recipe, withSeed } from "./recipe.ts";
import { setsOf } from "./sets.ts";

const e11: Recipe = {
  network: { input: [784], layers: [dense(30), dense(10)], cost: "quadratic", initializer: "gaussian", seed: 1 },
  data: { kind: "mnist" },
  training: { epochs: 30, miniBatchSize: 10, learningRate: 3 },
};

const noDigits = { digits: () => Promise.reject(new Error("not here")) };

function codeOf(value: unknown): string {
  try {
    checkRecipe(value);
  } catch (error) {
    if (error instanceof NndlError) return error.code;
    throw error;
  }
  return "accepted";
}

describe("a recipe", () => {
  it("is completed, and what is complete stays as it is", () => {
    const checked = checkRecipe(e11);
    expect(checked.data).toEqual({ kind: "mnist", training: 50_000, validation: 0, test: 10_000 });
    expect(checked.measured).toEqual({ test: 10_000 });
    expect(checked.network.layers[0]).toMatchObject({ type: "dense", units: 30, initializer: "gaussian" });
    expect(checked.training.optimizer).toEqual({ type: "sgd" });
    expect(checkRecipe(JSON.parse(JSON.stringify(checked)))).toEqual(checked);
    expect(withSeed(checked, 7)).toEqual(checkRecipe({ ...e11, network: { ...e11.network, seed: 7 } }));
  });

  it("may stop early by data that are measured, and by no others", () => {
    const training = { ...e11.training, earlyStopping: { patience: 3 } };
    const data = { kind: "mnist", validation: 1000 };
    const checked = checkRecipe({ ...e11, data, training, measured: { validation: 1000 } });
    expect(checked.training.watch).toEqual({ data: "validation", measure: "accuracy" });
    expect(codeOf({ ...e11, data, training, measured: {} })).toBe("training.watch");
    const f = { kind: "function", formula: "x" };
    expect(checkRecipe({ ...e11, data: f, training }).training.watch).toEqual({ data: "test", measure: "cost" });
  });

  const wrong: readonly (readonly [what: string, code: string, value: unknown])[] = [
    ["nothing", "recipe", undefined],
    ["a list", "recipe", []],
    ["an instance", "recipe", new Map()],
    ["a field that nobody reads", "recipe", { ...e11, script: "<script>alert(1)</script>" }],
    ["a prototype", "recipe", JSON.parse(`{"__proto__": {"x": 1}}`)],
    [
      "a prototype within",
      "network.field",
      { ...e11, network: JSON.parse('{"input":[1],"layers":[],"__proto__":{}}') },
    ],
    ["no network", "network", { ...e11, network: null }],
    [
      "a layer that is none",
      "layer.type",
      { ...e11, network: { input: [784], layers: [{ type: "<img onerror=1>" }] } },
    ],
    [
      "a layer of no width",
      "layer.units",
      { ...e11, network: { input: [784], layers: [{ type: "dense", units: 0 }] } },
    ],
    ["a million layers", "network.layers", { ...e11, network: { input: [784], layers: Array(1e6).fill(dense(1)) } }],
    [
      "a layer for no memory",
      "network.size",
      { ...e11, network: { input: [784], layers: [dense(2 ** 24), dense(10)] } },
    ],
    [
      "what a tab cannot hold",
      "recipe.memory",
      { ...e11, network: { input: [784], layers: [dense(500_000), dense(10)] } },
    ],
    [
      "mini-batches for no tab",
      "recipe.memory",
      {
        ...e11,
        training: { ...e11.training, miniBatchSize: 2 ** 20 },
        network: { input: [784], layers: [dense(3000), dense(10)] },
      },
    ],
    ["a seed that is none", "seed", { ...e11, network: { ...e11.network, seed: -1 } }],
    ["a text as data", "recipe.data", { ...e11, data: "mnist" }],
    ["data of no kind", "recipe.data", { ...e11, data: { kind: "imagenet" } }],
    ["another kind's field", "recipe.data", { ...e11, data: { kind: "mnist", formula: "x" } }],
    ["too many images", "recipe.data", { ...e11, data: { kind: "mnist", training: 60_001 } }],
    [
      "no images for validation left",
      "recipe.data",
      { ...e11, data: { kind: "mnist", training: 60_000, validation: 1 } },
    ],
    ["a toy that is none", "recipe.data", { ...e11, data: { kind: "toy", name: "constructor" } }],
    ["too many points", "recipe.data", { ...e11, data: { kind: "toy", name: "xor", count: 1e9 } }],
    ["noise that is no number", "recipe.data", { ...e11, data: { kind: "toy", name: "xor", noise: "much" } }],
    ["an endless formula", "recipe.data", { ...e11, data: { kind: "function", formula: "x+".repeat(1000) } }],
    ["three variables", "recipe.data", { ...e11, data: { kind: "function", formula: "x", variables: 3 } }],
    ["files without a name", "recipe.data", { ...e11, data: { kind: "files" } }],
    ["files with a hash that is none", "recipe.data", { ...e11, data: { kind: "files", name: "x", hash: "f00" } }],
    [
      "files to be read as nobody reads",
      "recipe.data",
      { ...e11, data: { kind: "files", name: "x", reading: { pictures: { fit: "cover" } } } },
    ],
    [
      "pictures of no size",
      "recipe.data",
      { ...e11, data: { kind: "files", name: "x", reading: { pictures: { size: { width: 0, height: 1 } } } } },
    ],
    ["no settings", "recipe.training", { ...e11, training: undefined }],
    ["a setting that is none", "recipe.training", { ...e11, training: { ...e11.training, engine: {} } }],
    ["no epochs", "training.epochs", { ...e11, training: { learningRate: 1 } }],
    ["endless epochs", "training.epochs", { ...e11, training: { epochs: 20_001, learningRate: 1 } }],
    [
      "a learning rate that is none",
      "training.learningRate",
      { ...e11, training: { epochs: 1, learningRate: Number.NaN } },
    ],
    [
      "an optimizer that is none",
      "training.optimizer",
      { ...e11, training: { ...e11.training, optimizer: "__proto__" } },
    ],
    ["a set that is none", "recipe.measured", { ...e11, measured: { secret: 1 } }],
    ["threads that are none", "recipe.threads", { ...e11, threads: 1000 }],
  ];
  it.each(wrong)("refuses %s", (_, code, value) => {
    expect(codeOf(value)).toBe(code);
  });

  it("refuses a huge network with its size, in an instant", () => {
    const began = performance.now();
    const network = { input: [784], layers: [dense(400_000), dense(10)] };
    expect(() => checkRecipe({ ...e11, network })).toThrow(/needs 7\.\d GB of memory, 1\.4 GB of them/);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it("refuses what refers to itself", () => {
    const network: Record<string, unknown> = { input: [784], layers: [dense(10)] };
    network.self = network;
    expect(codeOf({ ...e11, network })).toBe("recipe");
  });
});

describe("data", () => {
  it("of a function lie on it, and those for testing between", async () => {
    const { training, test: between } = await setsOf({ kind: "function", formula: "x^2", samples: 5 }, noDigits);
    expect([...training.features]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([...training.target(3)]).toEqual([0.5625]);
    expect([...between!.features]).toEqual([0.125, 0.375, 0.625, 0.875]);
    const plane = await setsOf({ kind: "function", formula: "x*y", variables: 2, samples: 3 }, noDigits);
    expect(plane.training.count).toBe(9);
    const noisy = await setsOf({ kind: "function", formula: "x^2", samples: 5, noise: 0.1, seed: 1 }, noDigits);
    expect(noisy.training.target(3)[0]).not.toBe(0.5625);
  });

  it("of a formula that is none are refused where the mistake is, and where it has no value", async () => {
    const bad = setsOf({ kind: "function", formula: "0.2 + * x" }, noDigits);
    await expect(bad).rejects.toMatchObject({ code: expect.stringMatching(/^formula\./) });
    const pole = setsOf({ kind: "function", formula: "1/x" }, noDigits);
    await expect(pole).rejects.toMatchObject({ code: "recipe.function" });
  });

  it("of files are those that were given, or are missed", async () => {
    const training = {
      shape: [1, 1, 2],
      features: Uint8Array.from({ length: 8 }, (_, i) => i),
      scale: 1 / 256,
      targets: { kind: "classes", labels: Uint8Array.of(0, 1, 2, 0), classes: 3 },
    } as const;
    const choice = { kind: "files", name: "mine" } as const;
    const sets = await setsOf(choice, { ...noDigits, files: { training, test: training } });
    expect([sets.training.count, sets.test?.count, sets.training.shape, sets.training.targetSize]).toEqual([
      ...[4, 4, [1, 1, 2], 3],
    ]);
    await expect(setsOf(choice, noDigits)).rejects.toMatchObject({ code: "files.missing" });
    const wrong = { ...training, targets: { ...training.targets, classes: 2 } };
    await expect(setsOf(choice, { ...noDigits, files: { training: wrong } })).rejects.toMatchObject({
      code: "dataset.labels",
      message: expect.stringMatching(/^mine \(training\): every label must be/),
    });
  });
});

test("files are told apart by how they begin", () => {
  const text = (words: string) => new TextEncoder().encode(words);
  expect(fileKind(new Uint8Array())).toBe("an empty file");
  expect(fileKind(text("<!DOCTYPE html>"))).toBe("a web page");
  expect(fileKind(text('{"a": 1}'))).toBe("a JSON file");
  expect(fileKind(text("a,b\n1,2"))).toBe("a table of text (CSV)");
  expect(fileKind(text("%PDF-1.7"))).toBe("a PDF document");
  expect(fileKind(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("a JPEG image");
  expect(fileKind(Uint8Array.of(1, 2, 3))).toBe("a file of an unknown kind");
});
