import * as writing from "@nndl/words/train-line";
import { checkSettings } from "nndl/spec";
import { describe, expect, it } from "vitest";
import { commandOptions, flagsFrom } from "../../../../../cli/src/training/flags.ts";
import { makeSetup } from "../../../../../cli/src/training/setup.ts";
import { standIns } from "../../../studio/any-recipe.ts";
import { checkRecipe } from "../../../training/recipe.ts";
import {
  bookPoints,
  commandOf,
  knownResult,
  lowestPercent,
  presets,
  presetWith,
  recipeOf,
  secondsLeft,
} from "./settings.ts";

describe("the book's settings", () => {
  it("are E1.1 to E1.6, and recipes that train", () => {
    expect(presets.map(({ id }) => id)).toEqual(["E1.1", "E1.2", "E1.3", "E1.4", "E1.5", "E1.6"]);
    for (const { settings, experiment } of presets) {
      const recipe = checkRecipe(recipeOf(settings));
      if (experiment === undefined) continue;
      const wanted = checkRecipe({
        network: { ...experiment.training.network, seed: 1 },
        data: { kind: "mnist" },
        training: experiment.training.training,
      });
      expect(recipe).toEqual(wanted);
    }
    expect(presets.map(({ settings }) => [settings.hidden, settings.learningRate])).toEqual([
      [30, 3],
      [100, 3],
      [100, 0.001],
      [100, 0.01],
      [30, 100],
      [0, 3],
    ]);
  });

  it("are recognized with any seed, and others are not", () => {
    const { settings } = presets[0]!;
    expect(presetWith({ ...settings, seed: 77 })?.id).toBe("E1.1");
    expect(presetWith({ ...settings, hidden: 31 })).toBeUndefined();
    expect(bookPoints(presetWith(settings))).toEqual([
      [0, 91.29],
      [1, 92.95],
      [2, 93.48],
      [27, 95.28],
      [28, 95.42],
      [29, 95.34],
    ]);
    expect(bookPoints(undefined)).toEqual([]);
  });
});

/** The options that the command line reads in a command. */
function read(command: string) {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  expect(words.slice(0, 3)).toEqual(["npx", "nndl", "train"]);
  const options = Array.from({ length: (words.length - 3) / 2 }, (_, i) => {
    const option = commandOptions().find(({ long }) => long === words[3 + 2 * i])!;
    return [option.attributeName(), option.parseArg!(words[4 + 2 * i]!, undefined)] as const;
  });
  return flagsFrom(Object.fromEntries(options));
}

const trainLines = { ...writing, checkRecipe };

describe("the command of the settings", () => {
  it("is the book's experiment where they are its, and else a line that the command line reads as the same", () => {
    expect(commandOf(presets[0]!.settings)).toBe("npx nndl reproduce ch1/first-network");
    expect(commandOf({ ...presets[4]!.settings, seed: 7 }, trainLines)).toBe(
      "npx nndl reproduce ch1/hopeless-learning-rate --seed 7",
    );
    const own = {
      hidden: 12,
      learningRate: 0.25,
      miniBatchSize: 20,
      epochs: 3,
      seed: 5,
      cost: "cross-entropy",
    } as const;
    expect(commandOf(own)).toBeUndefined();
    for (const settings of [own, { ...own, hidden: 0, cost: "quadratic" as const }, presets[3]!.settings]) {
      const setup = makeSetup(read(commandOf(settings, trainLines)!), standIns().sets, undefined);
      const wanted = checkRecipe(recipeOf(settings));
      expect(setup.network).toEqual(wanted.network);
      const { epochs, miniBatchSize, learningRate } = checkSettings(setup.training);
      expect([epochs, miniBatchSize, learningRate]).toEqual([
        settings.epochs,
        settings.miniBatchSize,
        settings.learningRate,
      ]);
      expect(setup.monitor).toEqual(["test"]);
    }
  });
});

describe("what Node ended with", () => {
  it("is known for the book's settings and the seeds that were run, and for no others", () => {
    const { settings } = presets[0]!;
    expect(knownResult(settings)).toEqual({
      sha256: "099d17f67bf9864baa25dc34ae3dbef49e0995a7fc988e4321c3a117d84717d8",
      command: "npx nndl reproduce ch1/first-network --seed 1",
    });
    expect(knownResult({ ...settings, seed: 1000 })).toBeUndefined();
    expect(knownResult({ ...settings, epochs: 29 })).toBeUndefined();
    expect(knownResult(presets[3]!.settings)).toBeUndefined();
  });
});

describe("the chart and the clock", () => {
  it("stays close to what there is to be seen", () => {
    expect(lowestPercent([91.29, 95])).toBe(88);
    expect(lowestPercent([91.29, 67])).toBe(60);
    expect(lowestPercent([9.8])).toBe(0);
    expect(lowestPercent([])).toBe(88);
  });

  it("tells the time that is left from the speed so far", () => {
    expect(secondsLeft({ seconds: 2, done: 100, left: 50 })).toBe(1);
    expect(secondsLeft({ seconds: 0.1, done: 100, left: 50 })).toBeUndefined();
    expect(secondsLeft({ seconds: 2, done: 0, left: 50 })).toBeUndefined();
  });
});
