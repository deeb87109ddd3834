import { expect, it } from "vitest";
import { readResults } from "../../../../../book/scripts/results.mjs";
import { checkRecipe } from "../../../training/recipe.ts";
import { costsOf, epochs, known, recipeOf } from "./rates.ts";

it("draws what is on record, and the book's own curves", () => {
  const stored = (name: string) => readResults().find((run) => run.name === name && run.seed === 1)!.measured;
  const rates = stored("ch3/learning-rates");
  const all = [rates.small, rates.middle, rates.large, stored("ch3/schedule").cost] as [number, number][][];
  for (const [i, { points }] of known.entries()) {
    expect(points).toHaveLength(epochs);
    for (const [epoch, cost] of points) expect(cost).toBeCloseTo(all[i]![epoch - 1]![1], 4);
  }
  expect(known.map(({ book }) => book.length)).toEqual([30, 30, 30, 0]);
  expect(known[1]!.book[22]).toEqual([23, 0.32]);
});

it("is a recipe that trains", () => {
  expect(checkRecipe(recipeOf({ rate: 0.25, seed: 3 })).training).toMatchObject({ epochs, learningRate: 0.25 });
});

it("takes the cost with the price on weights", () => {
  const training = { count: 1, cost: 3, dataCost: 2, correct: 0, accuracy: 0 };
  const record = { index: 4, evaluations: { training } } as unknown as Parameters<typeof costsOf>[0][number];
  expect(costsOf([record])).toEqual([[5, 3]]);
});
