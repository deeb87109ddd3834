import { mnist } from "nndl";
import { expect, it } from "vitest";
import { dataFileOf } from "../studio/data-file.ts";
import { isMnistItself } from "./data-choice.ts";
import { imagesBelow } from "./mnist-images.ts";
import { checkRecipe } from "./recipe.ts";
import { setsOf } from "./sets.ts";

const loaded = mnist();
const digits = () => loaded;

it("counts MNIST's digits", async () => {
  const sets = await digits();
  for (const below of [2, 5, 10])
    for (const name of ["training", "validation", "test"] as const) {
      const { labels } = sets[name].targets as { labels: ArrayLike<number> };
      expect(imagesBelow(below)[name]).toBe(Array.from(labels).filter((label) => label < below).length);
    }
});

it("a run of zeros and ones has the first of these, in all of its sets, and ten classes still", async () => {
  const all = await digits();
  const sets = await setsOf({ kind: "mnist", digits: 2, training: 1000, validation: 100 }, { digits });
  const places = Array.from({ length: all.training.count }, (_, i) => i).filter((i) => all.training.label(i) < 2);
  const expected = all.training.pick(places.slice(0, 1000));
  expect(sets.training.features).toEqual(expected.features);
  expect(sets.training.targets).toEqual(expected.targets);
  expect([sets.training.count, sets.validation!.count, sets.test!.count]).toEqual([1000, 100, 2115]);
  for (let i = 0; i < 100; i++) expect(sets.validation!.label(i)).toBeLessThan(2);
  // Made once.
  const again = await setsOf({ kind: "mnist", digits: 2, training: 1000 }, { digits });
  expect(again.training).toBe(sets.training);
});

it("is no MNIST that a command or a library brings: code of such a run reads a file", () => {
  const data = (choice: object) =>
    dataFileOf(
      checkRecipe({
        network: { input: [784], layers: [{ type: "dense", units: 10 }] },
        data: { kind: "mnist", ...choice },
        training: { epochs: 1, learningRate: 1 },
      }),
    );
  expect([data({}), data({ digits: 2 })]).toEqual([undefined, "few-digits-data.npz"]);
});

it("is a recipe, with as many images as there are", () => {
  const recipe = (data: object) =>
    checkRecipe({
      network: { input: [784], layers: [{ type: "dense", units: 10 }] },
      data: { kind: "mnist", ...data },
      training: { epochs: 1, learningRate: 1 },
    }).data;
  expect(recipe({ digits: 2 })).toEqual({ kind: "mnist", digits: 2, training: 10_610, validation: 0, test: 2115 });
  expect(recipe({ digits: 10 })).toEqual(recipe({}));
  for (const wrong of [
    { digits: 1 },
    { digits: 11 },
    { digits: 2.5 },
    { digits: "2" },
    { digits: 2, training: 10_611 },
    { digits: 2, validation: 2056 },
    { digits: 2, test: 2116 },
  ])
    expect(() => recipe(wrong)).toThrow(/data: /);
  expect([{}, { digits: 10 }, { digits: 2 }, { targets: "bits" }].map((each) => isMnistItself(recipe(each)))).toEqual([
    ...[true, true, false, false],
  ]);
});
