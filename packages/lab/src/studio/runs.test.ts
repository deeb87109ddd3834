import { describe, expect, it } from "vitest";
import { checkRecipe } from "../training/recipe.ts";
import { presets } from "./presets.ts";
import { accuracyRange, bestKnown, coordinatesOf, type KeptRun, memoryOf, nextName, rangeOf } from "./runs.ts";

const named = (name: string) => ({ name }) as KeptRun;

describe("kept runs", () => {
  it("are named by the first letter that is free", () => {
    expect(nextName([])).toBe("A");
    expect(nextName([named("A"), named("C")])).toBe("B");
  });
  it("are judged by the test set where there is one", () => {
    const measured = (accuracy: number) => ({ count: 10, cost: 1, dataCost: 1, accuracy, correct: 10 * accuracy });
    const record = { index: 0, learningRate: 1, evaluations: { training: measured(1), test: measured(0.5) } };
    expect(bestKnown([record])).toMatchObject({ set: "test", measured: { accuracy: 0.5 } });
    expect(bestKnown([])).toBeUndefined();
  });
});

it("foretells memory in words", () => {
  for (const { recipe } of presets) expect(memoryOf(checkRecipe(recipe))).toMatch(/^\d[\d.]* [kM]B$/);
});

describe("the ranges of plots", () => {
  it("hold all that is drawn", () => {
    const [low, high] = rangeOf([
      [
        [0, 0.2],
        [1, 3],
      ],
      [[0, Number.NaN]],
    ]);
    expect([low, high > 3, high < 4]).toEqual([0, true, true]);
    expect(rangeOf([])).toEqual([0, 1]);
    expect(rangeOf([[[0, -2]]])[0]).toBe(-2);
  });
  it("come closer to 100 % as the accuracy does", () => {
    expect(accuracyRange([])).toEqual([0, 1]);
    expect(accuracyRange([[[1, 0.3]]])).toEqual([0, 1]);
    expect(
      accuracyRange([
        [
          [1, 0.96],
          [2, 0.97],
        ],
      ]),
    ).toEqual([0.95, 1]);
    expect(accuracyRange([[[1, 0.991]]])).toEqual([0.98, 1]);
  });
});

it("knows how many numbers say where an example lies, whatever was made of them", () => {
  const files = { kind: "files", name: "own" } as const;
  const columns = ["x", "y"].map((name) => ({ kind: "number", name, mean: 0, deviation: 1 }) as const);
  const tableOf = (...made: (readonly string[])[]) => ({
    inputs: { kind: "table", columns, made: made.map((of) => ({ kind: "product", of }) as const) } as const,
  });
  expect(coordinatesOf(files, [2], { inputs: { kind: "table", columns } })).toBe(2);
  expect(coordinatesOf(files, [3], tableOf(["x"], ["y"], ["x", "y"]))).toBe(2);
  // Of x and y² nobody can tell y: two numbers, and no plane.
  expect(coordinatesOf(files, [2], tableOf(["x"], ["y", "y"]))).toBe(0);
  expect(coordinatesOf({ kind: "toy", name: "spiral", features: ["x²"] }, [1])).toBe(2);
});
