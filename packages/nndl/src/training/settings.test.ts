import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { regression } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { refused } from "../testing/refused.ts";
import { toyData } from "../testing/toy-data.ts";
import { checkOptions } from "./options.ts";
import { checkSettings, checkStoredSettings } from "./settings.ts";

const least = { epochs: 3, learningRate: 0.5 };
const toy = toyData(4);
const numbers = regression([[1], [2]], [[1], [2]]);

describe("the settings of a training run", () => {
  it("are completed", () => {
    expect(checkSettings(least)).toEqual({
      epochs: 3,
      miniBatchSize: 10,
      learningRate: 0.5,
      optimizer: { type: "sgd" },
      schedule: { type: "constant" },
      regularization: { l1: 0, l2: 0 },
      shuffle: true,
    });
  });

  it("watch the accuracy on the validation data, if there is any, when something must be watched", () => {
    const evaluate = { test: toy, validation: toy };
    const earlyStopping = { patience: 2 };
    expect(checkSettings({ ...least, evaluate }).watch).toBeUndefined();
    expect(checkSettings({ ...least, evaluate, earlyStopping })).toMatchObject({
      watch: { data: "validation", measure: "accuracy" },
      earlyStopping: { patience: 2, restoreBest: true },
    });
    expect(checkSettings({ ...least, evaluate, schedule: "halving" }).watch?.data).toBe("validation");
    expect(checkSettings({ ...least, evaluate, watch: { data: "test", measure: "cost" } }).watch).toEqual({
      data: "test",
      measure: "cost",
    });
    expect(checkSettings({ ...least, evaluate: { some: numbers }, earlyStopping }).watch).toEqual({
      data: "some",
      measure: "cost",
    });
  });

  it.each<[string, string, unknown]>([
    ["nothing", "training", undefined],
    ["null", "training", null],
    ["an array", "training", []],
    ["an unknown option", "training.option", { ...least, learningrate: 1 }],
    ["the key __proto__", "training.option", JSON.parse('{"epochs":1,"learningRate":1,"__proto__":{}}')],
    ["no epochs", "training.epochs", { learningRate: 1 }],
    ["zero epochs", "training.epochs", { ...least, epochs: 0 }],
    ["fractional epochs", "training.epochs", { ...least, epochs: 1.5 }],
    ["negative zero epochs", "training.epochs", { ...least, epochs: -0 }],
    ["a mini-batch of nothing", "training.miniBatchSize", { ...least, miniBatchSize: 0 }],
    ["a negative mini-batch", "training.miniBatchSize", { ...least, miniBatchSize: -10 }],
    ["no learning rate", "training.learningRate", { epochs: 1 }],
    ["a learning rate of 0", "training.learningRate", { ...least, learningRate: 0 }],
    ["a negative learning rate", "training.learningRate", { ...least, learningRate: -1 }],
    ["NaN as the learning rate", "training.learningRate", { ...least, learningRate: Number.NaN }],
    ["an infinite learning rate", "training.learningRate", { ...least, learningRate: 1 / 0 }],
    ["a learning rate in words", "training.learningRate", { ...least, learningRate: "0.5" }],
    ["an unknown optimizer", "training.optimizer", { ...least, optimizer: "toString" }],
    ["another optimizer's setting", "training.optimizer", { ...least, optimizer: { type: "sgd", momentum: 0.9 } }],
    ["a momentum of 1", "training.optimizer", { ...least, optimizer: { type: "momentum", momentum: 1 } }],
    ["an unknown schedule", "training.schedule", { ...least, schedule: "linear" }],
    ["a schedule that waits 0 epochs", "training.schedule", { ...least, schedule: { type: "halving", patience: 0 } }],
    ["a negative λ", "training.regularization", { ...least, regularization: { l2: -1 } }],
    ["an unknown regularizer", "training.regularization", { ...least, regularization: { lambda: 5 } }],
    ["shuffle in words", "training.shuffle", { ...least, shuffle: "no" }],
    ["no patience", "training.earlyStopping", { ...least, evaluate: { toy }, earlyStopping: {} }],
    ["a patience of 0", "training.earlyStopping", { ...least, evaluate: { toy }, earlyStopping: { patience: 0 } }],
    ["early stopping as a number", "training.earlyStopping", { ...least, evaluate: { toy }, earlyStopping: 10 }],
    ["early stopping without data", "training.watch", { ...least, earlyStopping: { patience: 1 } }],
    ["the halving schedule without data", "training.watch", { ...least, schedule: "halving" }],
    [
      "an ambiguous watch",
      "training.watch",
      { ...least, evaluate: { a: toy, b: toy }, earlyStopping: { patience: 1 } },
    ],
    ["to watch data that is not there", "training.watch", { ...least, evaluate: { toy }, watch: { data: "b" } }],
    ["to watch toString", "training.watch", { ...least, evaluate: { toy }, watch: { data: "toString" } }],
    ["to watch what is no measure", "training.watch", { ...least, evaluate: { toy }, watch: { measure: "loss" } }],
    ["accuracy without classes", "training.watch", { ...least, evaluate: { numbers }, watch: { measure: "accuracy" } }],
    ["evaluation of a number", "training.evaluate", { ...least, evaluate: { toy: 5 } }],
    ["evaluation as an array", "training.evaluate", { ...least, evaluate: [toy] }],
  ])("refuse %s", (_name, code, options) => {
    expect(refused(() => checkSettings(options)).code).toBe(code);
  });

  it.each<[string, string, unknown]>([
    ["no event", "training.miniBatchEvents", { miniBatchEvents: 0 }],
    ["an event every NaN mini-batches", "training.miniBatchEvents", { miniBatchEvents: Number.NaN }],
    ["zero threads", "training.threads", { threads: 0 }],
    ["half a thread", "training.threads", { threads: 1.5 }],
    ["threads in words", "training.threads", { threads: "two" }],
    ["an engine by its name", "training.engine", { engine: "wasm" }],
    ["no engine", "training.engine", { engine: null }],
    ["a signal that is none", "training.signal", { signal: true }],
    ["a checkpoint's name that is no function", "training.lastCheckpoint", { lastCheckpoint: "step-1" }],
    ["a snapshot that is none", "training.snapshot", { resume: "step-1" }],
    ["an empty snapshot", "network", { resume: {} }],
  ])("of which the other options refuse %s", (_name, code, options) => {
    expect(refused(() => checkOptions({ ...least, ...(options as object) })).code).toBe(code);
  });

  it("throw nothing but their own errors at garbage", () => {
    const names = ["epochs", "miniBatchSize", "learningRate", "optimizer", "schedule", "regularization", "shuffle"];
    const others = ["evaluate", "watch", "earlyStopping", "engine", "threads", "signal", "miniBatchEvents", "resume"];
    const strange = fc.constantFrom(
      Number.NaN,
      -0,
      1 / 0,
      Number.NEGATIVE_INFINITY,
      2 ** 53,
      null,
      undefined,
      "",
      "__proto__",
      10n,
      Symbol(),
    );
    const value = fc.oneof(strange, fc.integer(), fc.double(), fc.constant({ toy }), fc.anything());
    const options = fc.dictionary(fc.constantFrom(...names, ...others, "lastCheckpoint"), value);
    const nearly = options.map((given) => ({ ...least, ...given }));
    for (const check of [checkSettings, checkStoredSettings, checkOptions])
      fc.assert(
        fc.property(fc.oneof(nearly, options, fc.anything()), (given) => {
          try {
            check(given);
          } catch (error) {
            expect(error).toBeInstanceOf(NndlError);
          }
        }),
        { numRuns: runs(500) },
      );
  });

  it("are the same when they were stored", () => {
    const settings = [
      checkSettings(least),
      checkSettings({
        ...least,
        optimizer: "adam",
        schedule: "cosine",
        regularization: { l1: 1, l2: 2 },
        shuffle: false,
      }),
      checkSettings({ ...least, evaluate: { toy }, schedule: "halving", earlyStopping: { patience: 3 } }),
    ];
    for (const one of settings) {
      const stored = JSON.parse(JSON.stringify(one)) as unknown;
      expect(JSON.stringify(checkStoredSettings(stored))).toBe(JSON.stringify(one));
      expect(refused(() => checkStoredSettings({ ...one, evaluate: {} })).code).toBe("training.option");
    }
    const { watch: _, ...unwatched } = settings[2]!;
    expect(refused(() => checkStoredSettings(unwatched)).code).toBe("training.watch");
    expect(refused(() => checkStoredSettings({ ...unwatched, watch: { data: 1, measure: "cost" } })).code).toBe(
      "training.watch",
    );
  });
});
