import type { TrainFlags } from "@nndl/words/train-options";
import { Command } from "commander";
import { Dataset, type NetworkSpec, network } from "nndl";
import { presetNames } from "nndl/presets";
import { activationOf } from "nndl/spec";
import { describe, expect, test } from "vitest";
import type { DataSets } from "../data-sets.ts";
import { UsageError } from "../usage-error.ts";
import { declareTrainOptions, flagsFrom } from "./flags.ts";
import { overPreset, presetFor, presetNetwork } from "./presets.ts";
import { makeSetup } from "./setup.ts";
import { commandFor } from "./shell.ts";

const images = new Dataset({
  shape: [1, 28, 28],
  features: new Uint8Array(4 * 784),
  targets: { kind: "classes", labels: [0, 1, 2, 9], classes: 10 },
});
const data: DataSets = { name: "MNIST", source: "mnist", training: images, validation: images, test: images };

async function setupOf(given: TrainFlags & { readonly preset: string }) {
  const preset = await presetFor(given.preset);
  const flags = overPreset(given, preset);
  return { flags, setup: makeSetup(flags, data, presetNetwork(preset, flags)) };
}

/** The initializers of the layers that have one. */
const startsOf = ({ layers }: NetworkSpec) =>
  layers.flatMap((layer) => ("initializer" in layer ? [layer.initializer] : []));

describe("a preset of the book", () => {
  test("has the experiment's network and everything about its training", async () => {
    const { flags, setup } = await setupOf({ preset: "book:ch6/dropout", seed: 3 });
    expect(network(setup.network).parameterCount).toBe(1_672_570);
    expect(setup.network.seed).toBe(3);
    expect(setup.training).toMatchObject({ epochs: 40, miniBatchSize: 10, learningRate: 0.03, shuffle: false });
    expect(setup.training.regularization).toEqual({ l1: 0, l2: 0 });
    expect([setup.monitor, flags.expand]).toEqual([["validation", "test"], "book"]);
  });

  test("can be named by its number, and an ensemble's is that of its members", async () => {
    expect(await setupOf({ preset: "book:E6.6" })).toEqual({
      ...(await setupOf({ preset: "book:ch6/relu" })),
      flags: expect.anything(),
    });
    const [one, other] = [
      await setupOf({ preset: "book:ch6/ensemble" }),
      await setupOf({ preset: "book:ch6/dropout" }),
    ];
    expect(one.setup).toEqual(other.setup);
  });

  test("gives way to every option", async () => {
    const { setup } = await setupOf({
      preset: "book:ch6/relu",
      activation: "tanh",
      init: "he",
      epochs: 2,
      batch: 20,
      lr: 0.5,
      lambda: 0,
      momentum: 0.9,
      order: "shuffled",
      monitor: ["test"],
    });
    expect(setup.network.layers.map(activationOf)).toEqual(["tanh", "tanh", "tanh", "softmax"]);
    expect(startsOf(setup.network)).toEqual(["he", "he", "he", "he"]);
    expect(setup.training).toMatchObject({
      epochs: 2,
      miniBatchSize: 20,
      learningRate: 0.5,
      regularization: { l2: 0 },
    });
    expect(setup.training.optimizer).toEqual({ type: "momentum", momentum: 0.9 });
    expect(setup.training.shuffle ?? true).toBe(true);
    expect(setup.monitor).toEqual(["test"]);
  });

  test("of chapter 1 is as good as one of chapter 6", async () => {
    const { setup } = await setupOf({ preset: "book:ch1/first-network" });
    expect(setup.network).toMatchObject({ input: [784], cost: "quadratic" });
    expect(setup.training).toMatchObject({ epochs: 30, learningRate: 3 });
    expect(setup.training.shuffle ?? true).toBe(true);
  });

  test.each<TrainFlags & { readonly preset: string }>([
    { preset: "book:ch6/relu" },
    { preset: "book:ch6/dropout", init: "he", activation: "tanh" },
    { preset: "book:ch3/regularized", output: "softmax", cost: "log-likelihood" },
    { preset: "lenet5" },
    { preset: "ksh", init: "he" },
  ])("$preset: the command that is written down makes the same setup", async ({ preset, ...changes }) => {
    const { flags, setup } = await setupOf({ preset, ...changes, seed: 7, epochs: 3 });
    const command = commandFor(setup, { preset, source: "mnist", flags });
    const program = new Command().exitOverride();
    declareTrainOptions(program);
    program.parse(command.split(" ").slice(2), { from: "user" });
    const again = flagsFrom(program.opts());
    expect((await setupOf({ preset: "none", ...again })).setup).toEqual(setup);
  });
});

test.each(presetNames)("the well-known %s is there, too", async (name) => {
  const { flags, network: described } = await presetFor(name);
  expect(flags.epochs).toBeGreaterThan(0);
  expect(described.layers.length).toBeGreaterThan(1);
});

test("the first weights of a preset are those that are asked for, also where its layers name their own", async () => {
  const preset = await presetFor("ksh");
  const own = startsOf(presetNetwork(preset, {}));
  expect([own.length, new Set(own)]).toEqual([8, new Set(["narrow-gaussian", "narrow-gaussian-ones"])]);
  expect(new Set(startsOf(presetNetwork(preset, { init: "he" })))).toEqual(new Set(["he"]));
});

test.each([
  ["book:ch6/rleu", "book:ch6/relu"],
  ["lenet", "lenet5"],
  ["book:ch1/average-darkness", ""],
  ["toString", ""],
  ["", ""],
])("%j is refused, with the nearest name", async (name, near) => {
  await expect(presetFor(name)).rejects.toThrow(UsageError);
  if (near !== "") await expect(presetFor(name)).rejects.toThrow(`Did you mean ${near}?`);
});
