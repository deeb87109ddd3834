import { setNames } from "@nndl/words/set-names";
import type { TrainFlags } from "@nndl/words/train-options";
import fc from "fast-check";
import { classification, NndlError, regression } from "nndl";
import { activationNames, costNames, initializerNames, optimizerNames, scheduleNames } from "nndl/functions";
import { checkNetworkSpec } from "nndl/spec";
import { describe, expect, test } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import type { DataSets } from "../data-sets.ts";
import { describeNetwork } from "../describe-network.ts";
import { UsageError } from "../usage-error.ts";
import { evaluated, makeSetup, needsValidation } from "./setup.ts";
import { commandFor } from "./shell.ts";

const examples = Array.from({ length: 12 }, (_, i) => [i, i * i, 1, 0]);
const training = classification(
  examples,
  examples.map((_, i) => i % 3),
);
const data: DataSets = { name: "small", source: "/small", training, test: training };
const values: DataSets = {
  name: "values",
  source: "/values",
  ...both(
    regression(
      examples,
      examples.map(([x]) => [x, -x]),
    ),
  ),
};

function both(set: DataSets["training"]): Pick<DataSets, "training" | "test"> {
  return { training: set, test: set };
}

function refused(flags: TrainFlags, sets = data): { code: string; message: string } {
  try {
    makeSetup(flags, sets);
  } catch (error) {
    expect(error instanceof UsageError || error instanceof NndlError).toBe(true);
    return error as UsageError;
  }
  throw new Error("nothing was refused");
}

describe("an optimizer that looks at all examples", () => {
  const lBfgs = { optimizer: { type: "l-bfgs" } } as const;

  test("has all of them in its mini-batch, and begins with steps of its own length", () => {
    expect(makeSetup(lBfgs, data).training).toMatchObject({ miniBatchSize: 12, learningRate: 1 });
    expect(makeSetup({ ...lBfgs, lr: 0.5, batch: "all" }, data).training).toMatchObject({
      miniBatchSize: 12,
      learningRate: 0.5,
    });
    // What is said is not made another thing of; training refuses it.
    expect(makeSetup({ ...lBfgs, batch: 5 }, data).training.miniBatchSize).toBe(5);
    expect(commandFor(makeSetup(lBfgs, data), { source: "mnist" })).toContain("--batch all --lr 1 --optimizer l-bfgs");
  });

  test("is not the only one that can have all in its mini-batch", () => {
    expect(makeSetup({ batch: "all" }, data).training.miniBatchSize).toBe(12);
    expect(commandFor(makeSetup({ batch: "all" }, data), { source: "mnist" })).toContain("--batch 12");
  });
});

describe("what is not said", () => {
  test("is a network like the book's first, of the data's size", () => {
    const setup = makeSetup({}, data);
    expect(setup.network).toEqual(
      checkNetworkSpec({
        input: [4],
        layers: [
          { type: "dense", units: 30, activation: "sigmoid" },
          { type: "dense", units: 3, activation: "sigmoid" },
        ],
        cost: "cross-entropy",
        seed: 1,
      }),
    );
    expect(setup.training).toMatchObject({
      epochs: 30,
      miniBatchSize: 10,
      learningRate: 0.5,
      optimizer: { type: "sgd" },
    });
    expect(setup.monitor).toEqual(["test"]);
  });

  test.each([
    [{ cost: "quadratic" }, "quadratic", "sigmoid", 3],
    [{ cost: "log-likelihood" }, "log-likelihood", "softmax", 0.1],
    [{ output: "softmax" }, "log-likelihood", "softmax", 0.1],
    [{ output: "linear" }, "quadratic", "linear", 0.1],
    [{ cost: "cross-entropy", momentum: 0.9 }, "cross-entropy", "sigmoid", 0.05],
    [{ optimizer: { type: "adam" } }, "cross-entropy", "sigmoid", 0.001],
  ] as const)("%j: cost, output and learning rate go together", (flags, cost, output, learningRate) => {
    const setup = makeSetup(flags, data);
    expect(setup.network.cost).toBe(cost);
    expect(setup.network.layers.at(-1)).toMatchObject({ activation: output });
    expect(setup.training.learningRate).toBe(learningRate);
  });

  test("for targets that are no classes: linear outputs and the quadratic cost", () => {
    const { network } = makeSetup({}, values);
    expect(network).toMatchObject({ cost: "quadratic", layers: [{}, { activation: "linear", units: 2 }] });
  });
});

describe("what does not fit together is refused, with what would", () => {
  test.each([
    [{ layers: "5-3" }, "option.layers", "--layers 4-3"],
    [{ layers: "4-30-10" }, "option.layers", "4 inputs and 3 classes"],
    [{ layers: "5 relu7 dropout0.5 softmax2" }, "option.layers", "--layers '4 dense7 dropout0.5 softmax3'"],
    [{ layers: "2x3 conv2x2 softmax3" }, "option.layers", "6 inputs and 3 outputs"],
    [{ layers: "4 softmax3", output: "sigmoid" }, "option.output", "it already has softmax"],
    [{ layers: "2x2 conv2x3 dense3" }, "layer.kernel", "layer 1, conv2d"],
    [{ layers: "4-3", cost: "log-likelihood", output: "tanh" }, "network.cost", "quadratic"],
    [{ momentum: 0.9, optimizer: { type: "adam" } }, "option.momentum", "momentum and nesterov"],
    [{ momentum: 0.9, optimizer: { type: "nesterov", momentum: 0.5 } }, "option.momentum", "once"],
    [{ watch: { data: "test" } }, "option.watch", "--patience"],
  ] as const)("%j", (flags, code, advice) => {
    const error = refused(flags as TrainFlags);
    expect(error.code).toBe(code);
    expect(error.message).toContain(advice);
  });

  test("a file that describes the network, and options that do so, too", () => {
    const spec = checkNetworkSpec({ input: [4], layers: [{ type: "dense", units: 3 }] });
    expect(() => makeSetup({ cost: "quadratic" }, data, spec)).toThrow("--cost and a network's file");
    expect(makeSetup({ seed: 9 }, data, spec).network).toEqual({ ...spec, seed: 9 });
  });
});

describe("validation", () => {
  test("is measured where it decides, so that the test images do not", () => {
    for (const flags of [{ patience: 3 }, { schedule: { type: "halving" } }] as const) {
      expect(needsValidation(flags)).toBe(true);
      expect(makeSetup(flags, data)).toMatchObject({
        monitor: ["validation", "test"],
        training: { watch: { data: "validation" } },
      });
    }
    expect(needsValidation({})).toBe(false);
    expect(needsValidation({ patience: 3, watch: { data: "test" } })).toBe(false);
    expect(needsValidation({ monitor: ["validation"] })).toBe(true);
  });

  test("has to be there", () => {
    expect(() => evaluated(["validation"], data)).toThrow(UsageError);
    expect(Object.keys(evaluated(["test", "training"], data))).toEqual(["test", "training"]);
  });
});

const flagSets: fc.Arbitrary<TrainFlags> = fc.record(
  {
    layers: fc.oneof(
      fc.constantFrom(
        "4-3",
        "4 dense3",
        "2x2 conv2x2 dense3",
        "4 relu5:he dropout0.5 tanh4 softmax2",
        "2x2 pool2 pool2",
      ),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }).map((sizes) => sizes.join("-")),
    ),
    activation: fc.constantFrom(...activationNames),
    output: fc.constantFrom(...activationNames),
    cost: fc.constantFrom(...costNames),
    init: fc.constantFrom(...initializerNames),
    seed: fc.nat(),
    epochs: fc.integer({ min: 1 }),
    batch: fc.integer({ min: 1, max: 2 ** 20 }),
    lr: fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true }),
    optimizer: fc.constantFrom(...optimizerNames).map((type) => ({ type })),
    momentum: fc.double({ min: 0, max: 0.99, noNaN: true }),
    schedule: fc.constantFrom(...scheduleNames).map((type) => ({ type })),
    lambda: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    monitor: fc.uniqueArray(fc.constantFrom(...setNames)),
    patience: fc.integer({ min: 1 }),
    watch: fc.record({ data: fc.constantFrom(...setNames) }),
  },
  { requiredKeys: [] },
);

test("any flags make a complete setup, or are refused with a complaint", () => {
  fc.assert(
    fc.property(flagSets, fc.constantFrom(data, values), (flags, sets) => {
      try {
        const { network } = makeSetup(flags, sets);
        expect(checkNetworkSpec(network)).toEqual(network);
        expect(describeNetwork(network)).not.toMatch(/undefined|NaN/);
        expect(commandFor(makeSetup(flags, sets), { source: sets.source })).not.toMatch(/undefined|NaN|\[object/);
      } catch (error) {
        if (!(error instanceof UsageError || error instanceof NndlError)) throw error;
      }
    }),
    { numRuns: runs(500) },
  );
});
