import { experiment } from "@nndl/book/experiments/ch3/hopeless";
import { describe, expect, it } from "vitest";
import { checkRecipe } from "../../../training/recipe.ts";
import { bookAccuracy, bookStart, budget, isWon, ofDigits, recipeOf, secondsOf, type Try } from "./game.ts";
import { playStrategy } from "./strategy.ts";

describe("a try", () => {
  it("of the book's kind costs what its author's laptop took, and a small one next to nothing", () => {
    expect(secondsOf({ ...bookStart, validation: 0 })).toBeCloseTo(300, 0);
    expect(secondsOf({ ...bookStart, hidden: 0, images: 1000, validation: 100, epochs: 5 })).toBeLessThan(0.5);
    expect(secondsOf(bookStart)).toBeLessThan(budget / 3);
  });

  it("begins with the book's hopeless settings, and what came of them", () => {
    const { accuracy } = experiment.figures;
    expect(accuracy?.kind === "number" && accuracy.book).toBe(bookAccuracy);
    expect(checkRecipe(recipeOf(bookStart, 1)).training).toMatchObject({
      learningRate: 10,
      regularization: { l2: 1000 },
      epochs: 30,
    });
    expect(isWon({ accuracy: 99, tried: { ...bookStart, validation: 100 } })).toBe(false);
    expect(isWon({ accuracy: 95, tried: bookStart })).toBe(true);
  });

  it("may be of zeros and ones, as the book's first step is, of which there are as many as there are; they win nothing", () => {
    const tried = { ...bookStart, ...ofDigits(2, 50_000, 10_000), hidden: 0 };
    expect(tried).toMatchObject({ images: 10_610, validation: 2055 });
    expect(checkRecipe(recipeOf(tried, 1)).data).toMatchObject({ digits: 2, training: 10_610, validation: 2055 });
    expect(isWon({ accuracy: 99.9, tried })).toBe(false);
    expect(ofDigits(2, 1000, 100)).toEqual({ digits: 2, images: 1000, validation: 100 });
  });
});

it("the strategy comes to good settings within the budget, and says why", async () => {
  // A stand-in that knows what is good: the nearer η/m is to 0.05 and λ/n to 0.0001, the better.
  const tried: Try[] = [];
  const said: string[] = [];
  await playStrategy(
    (each) => {
      tried.push(each);
      const off = Math.abs(Math.log10(each.rate / each.miniBatch / 0.05));
      const falls = each.rate / each.miniBatch < 0.06;
      const price = Math.abs(Math.log10((each.lambda / each.images + 1e-9) / 0.0001));
      const costs = Array.from({ length: each.epochs }, (_, i) => (falls ? 2 - i * 0.1 + off : 2 + (i % 2)));
      return Promise.resolve({
        accuracies: costs.map(() => (falls ? 95 - 5 * off : 10)),
        costs,
        validationCosts: costs.map(() => 0.2 + 0.1 * price),
        diverged: false,
      });
    },
    (line) => said.push(line),
  );
  expect(tried[0]).toMatchObject({ digits: 2, hidden: 0, images: 1000, rate: 10, lambda: 20 });
  expect(tried.at(-1)).toMatchObject({ digits: 10, hidden: 30, images: 50_000, validation: 10_000 });
  expect(tried.at(-1)!.rate / tried.at(-1)!.miniBatch).toBeLessThan(0.06);
  expect(tried.reduce((sum, each) => sum + secondsOf(each), secondsOf(bookStart))).toBeLessThan(budget);
  expect(said.length).toBeGreaterThan(15);
});
