import { mnist } from "nndl";
import { describe, expect, it } from "vitest";
import { readLink } from "../studio/link.ts";
import type { Progress } from "../training/progress.ts";
import { checkRecipe, type Recipe } from "../training/recipe.ts";
import { Workbench } from "../training/workbench.ts";
import { recipeOf, usual } from "./experiment.ts";
import { lessonSteps, unlucky, xor } from "./lesson.ts";

/** The share of test examples right after the last epoch. */
async function shareAfter(recipe: Recipe): Promise<number> {
  let share = Number.NaN;
  const digits = await mnist();
  const progress = ({ records }: Progress) => {
    share = records.at(-1)?.evaluations.test?.accuracy ?? share;
  };
  const bench = await Workbench.open(recipe, { digits: () => Promise.resolve(digits), progress, saved: () => {} });
  await bench.train();
  await bench.close();
  return share;
}

describe("the lesson", () => {
  it("has 45 minutes, one step after another", async () => {
    const steps = await lessonSteps();
    expect([steps[0]!.from, steps.at(-1)!.to]).toEqual([0, 45]);
    for (const [i, step] of steps.entries()) if (i > 0) expect(step.from).toBe(steps[i - 1]!.to);
  });

  it("opens the studio with the points that it speaks of", async () => {
    const link = (await lessonSteps()).flatMap(({ links }) => links).find(({ to }) => to.startsWith("studio/"))!;
    expect((await readLink(link.to.slice("studio/#".length))).recipe).toEqual(checkRecipe(xor));
  });

  it("says what becomes of one, two and four hidden neurons", async () => {
    const withHidden = (hidden: number, seed = 1): Recipe => {
      const [first, last] = xor.network.layers as readonly [{ units: number }, object];
      return { ...xor, network: { ...xor.network, seed, layers: [{ ...first, units: hidden }, last] as never } };
    };
    expect(await shareAfter(withHidden(1))).toBeCloseTo(0.7, 1);
    expect(await shareAfter(withHidden(2, 2))).toBeLessThan(0.7);
    expect(await shareAfter(withHidden(2, 4))).toBeGreaterThan(0.85);
    expect(await shareAfter(withHidden(4))).toBeGreaterThan(0.95);
  });

  it("names seeds whose networks miss a digit, beside one that does not", async () => {
    for (const seed of unlucky) expect(await shareAfter(recipeOf({ ...usual, seed }))).toBeLessThan(0.81);
    expect(await shareAfter(recipeOf({ ...usual, seed: 7 }))).toBeGreaterThan(0.87);
  }, 60_000);
});
