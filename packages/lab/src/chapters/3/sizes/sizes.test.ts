import { experiment as machines } from "@nndl/book/experiments/ch3/support-vector-machine-sizes";
import { expect, it } from "vitest";
import { storedRun } from "../../../results/stored.ts";
import { checkRecipe } from "../../../training/recipe.ts";
import { recorded } from "./recorded.built.ts";
import { lawOf, networks, ofBook, recipeOf, sizes } from "./sizes.ts";

it("draws what is on record, and machines whose counts are ours and the book's", () => {
  expect(recorded.map((row) => row.length)).toEqual(Array(5).fill(sizes.length));
  expect(ofBook.machines).toEqual(storedRun(machines.name).measured.bySize);
  expect(networks[0]).toMatchObject({ size: 100, least: 68.47, most: 69.61 });
});

it("follows the errors to unlimited data", () => {
  const law = lawOf(ofBook.networks);
  expect(law.limit).toBeCloseTo(97.27, 1);
  for (const [size, percent] of ofBook.networks) expect(Math.abs(law.at(size) - percent)).toBeLessThan(3);
});

it("is a recipe that trains, of every size", () => {
  for (const size of sizes) {
    const { training } = checkRecipe(recipeOf(size, 1));
    expect([training.epochs * size, training.regularization.l2]).toEqual([1_500_000, size / 10_000]);
  }
});
