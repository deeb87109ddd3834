import { expect, it } from "vitest";
import { checkRecipe } from "../../../training/recipe.ts";
import { costsOf, epochs, known, recipeOf } from "./rates.ts";

it("draws what is on record, and the book's own curves", () => {
  for (const { points } of known)
    expect(points.map(([epoch]) => epoch)).toEqual(Array.from({ length: epochs }, (_, i) => i + 1));
  // The schedule is the middle rate for 20 epochs, and then ends lower.
  expect(known[3]!.points.slice(0, 20)).toEqual(known[1]!.points.slice(0, 20));
  expect(known[3]!.points.at(-1)![1]).toBeLessThan(known[1]!.points.at(-1)![1]);
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
