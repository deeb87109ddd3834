import { expect, it } from "vitest";
import { checkRecipe } from "../../../training/recipe.ts";
import { start } from "../deep/network.ts";
import { type Found, measuredAt, recipeOf, steps, verdictOn } from "./run.ts";

it("is a run of a hundred epochs, with momentum or without", () => {
  expect(checkRecipe(recipeOf(start, 0)).training).toMatchObject({ epochs: 100, learningRate: 0.1 });
  expect(checkRecipe(recipeOf(start, 0.9)).training.optimizer).toEqual({ type: "momentum", momentum: 0.9 });
  expect([measuredAt[0], measuredAt.at(-1), steps.at(-1)]).toEqual([0, 100, 10_000]);
});

it("says of the last hidden layer that it sinks, that it has come up, or that it does neither", () => {
  const found = (...deviations: readonly number[]) =>
    deviations.map((deviation): Found => ({ layers: [{ mean: 0.5, deviation }], accuracy: 12.4 }));
  expect(verdictOn([])).toBe("");
  expect(verdictOn(found(0.2, 0.1))).toBe("The last hidden layer says ever less. 12 % of the test images are read.");
  expect(verdictOn(found(0.2, 0.1, 0.3))).toMatch(/has come up again/);
  expect(verdictOn(found(0.2, 0.21))).toMatch(/does not sink/);
});
