import { expect, it } from "vitest";
import { storedRun, valuesOf } from "../../../results/stored.ts";
import { checkRecipe } from "../../../training/recipe.ts";
import { bookCurves, curvesOf, extremes, recordedCurves } from "./curves.ts";
import { commandOf, epochsOf, recipeOf, type Settings } from "./settings.ts";

const first: Settings = {
  images: 1000,
  l2: 0,
  l1: 0,
  dropout: false,
  moved: false,
  patience: 0,
  length: 400,
  seed: 1,
};

it("every setting is a recipe that trains", () => {
  for (const settings of [
    first,
    { ...first, l1: 0.05, l2: 0.1, dropout: true, moved: true, patience: 10 },
    { ...first, images: 50_000, length: 1000 },
    { ...first, images: 100, length: 1000 },
  ])
    expect(checkRecipe(recipeOf(settings)).training.epochs).toBe(epochsOf(settings));
  expect(checkRecipe(recipeOf({ ...first, patience: 7 })).training).toMatchObject({
    earlyStopping: { patience: 7 },
    watch: { data: "validation", measure: "accuracy" },
  });
});

it("has the command of the book's two experiments, and of no other settings", () => {
  expect(commandOf(first)).toBe("npx nndl reproduce ch3/overfitting");
  expect(commandOf({ ...first, l2: 0.1, seed: 4 })).toBe("npx nndl reproduce ch3/overfitting-regularized --seed 4");
  for (const other of [{ l2: 0.2 }, { l1: 0.1 }, { moved: true }, { dropout: true }, { patience: 3 }, { length: 100 }])
    expect(commandOf({ ...first, ...other })).toBeUndefined();
});

it("draws what is on record", () => {
  expect(recordedCurves.test.map(([thousands]) => thousands)).toEqual(
    recordedCurves.trainingCost.map(([thousands]) => thousands),
  );
  expect(recordedCurves.test.at(-1)).toEqual([400, 82.6]);
  expect(recordedCurves.training.at(-1)).toEqual([400, 100]);
  const all = (series: string) => valuesOf(storedRun("ch3/overfitting"), series);
  expect(extremes(recordedCurves.test).greatest![1]).toBeCloseTo(Math.max(...all("test")) / 100, 9);
  expect(extremes(recordedCurves.testCost).least![1]).toBeCloseTo(Math.min(...all("testCost")), 4);
  expect(bookCurves.test.at(-1)).toEqual([400, expect.closeTo(82.23, 6)]);
  expect(extremes(bookCurves.testCost).least).toEqual([15, 1.2028]);
});

it("draws a run over the images it has learned from", () => {
  const evaluation = { count: 10, cost: 2, dataCost: 1, correct: 5, accuracy: 0.5 };
  const record = { index: 1, evaluations: { test: evaluation } } as unknown as Parameters<typeof curvesOf>[0][number];
  expect(curvesOf([record], 5000)).toEqual({
    test: [[10, 50]],
    training: [],
    testCost: [[10, 1]],
    trainingCost: [],
  });
  expect(extremes([])).toEqual({});
});
