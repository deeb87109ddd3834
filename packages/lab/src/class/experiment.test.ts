import { experiment } from "@nndl/book/experiments/ch1/first-network";
import { mnist, network, train } from "nndl";
import { describe, expect, it } from "vitest";
import { commandOf } from "../studio/code.ts";
import { isFew } from "../training/few/is-few.ts";
import { checkRecipe } from "../training/recipe.ts";
import { Workbench } from "../training/workbench.ts";
import {
  allImages,
  limits,
  readExperiment,
  recipeOf,
  seedOf,
  testImages,
  usual,
  writeExperiment,
} from "./experiment.ts";
import { recordedEpochs, recordedRuns } from "./recorded.built.ts";

const book = { name: experiment.name, ...experiment.training };

describe("what a class trains", () => {
  it("is the book's first network: with all images and epochs to the last setting, else with fewer of them", () => {
    const ofBook = checkRecipe({
      network: { ...book.network, seed: 7 },
      data: { kind: "mnist" },
      training: book.training,
    });
    expect(checkRecipe(recipeOf({ seed: 7, epochs: 30, images: allImages }))).toEqual(ofBook);
    const recipe = recipeOf({ ...usual, seed: 7 });
    expect(isFew(recipe.data as { kind: "mnist" })).toBe(true);
    const { training, ...rest } = checkRecipe(recipe);
    expect({ ...rest.network, epochs: training.epochs }).toEqual({ ...ofBook.network, epochs: usual.epochs });
    expect(testImages({ images: allImages })).toBe(10_000);
  });

  it("comes to the bits that the command has, on as many images", async () => {
    const run = { seed: 5, epochs: 1, images: 1000 };
    const digits = await mnist();
    const bench = await Workbench.open(recipeOf(run), { digits: () => Promise.resolve(digits) });
    await bench.train();
    // `nndl train --limit 1000` takes the first of the 50,000, and measures what it likes.
    const { network: spec, training } = recipeOf(run);
    const net = network(spec);
    for await (const _ of train(net, digits.training.take(1000), training));
    expect(bench.sha256()).toBe(net.sha256());
    await bench.close();
  });

  it("is said by a command", () => {
    const { command } = commandOf(checkRecipe(recipeOf({ ...usual, seed: 7 })));
    expect(command).toBe(
      "nndl train --layers 784-30-10 --output sigmoid --cost quadratic --init gaussian --seed 7 --epochs 10 --batch 10 " +
        "--lr 3 --limit 10000",
    );
  });
});

describe("the link", () => {
  it("holds the whole experiment, and is the usual one where it says nothing", () => {
    const set = { images: 50_000, epochs: 3, pupils: 24, first: 100 };
    expect(writeExperiment(set)).toBe("images=50000&epochs=3&pupils=24&first=100");
    expect(readExperiment(`#${writeExperiment(set)}&number=3`)).toEqual(set);
    expect(readExperiment("")).toEqual(usual);
    expect(readExperiment("#main")).toEqual(usual);
    expect([seedOf(set, 1), seedOf(set, 24)]).toEqual([100, 123]);
  });

  it.each(Object.keys(limits) as (keyof typeof limits)[])("is refused where %s is none", (name) => {
    const [least, most] = limits[name];
    for (const value of [`${least - 1}`, `${most + 1}`, "", "1e1", "0x10", "ten", "7.5", "9".repeat(400), "<b>"])
      expect(() => readExperiment(`#${name}=${encodeURIComponent(value)}`)).toThrow(
        expect.objectContaining({ code: "link.damaged" }),
      );
  });
});

it("the runs on record are five, of as many epochs as the book's experiment has", () => {
  expect(recordedRuns.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5]);
  expect(recordedRuns[0]).toEqual({ seed: 1, correct: 9523, sha256: expect.stringMatching(/^099d17f6[0-9a-f]{56}$/) });
  expect(recordedEpochs).toBe(30);
});
