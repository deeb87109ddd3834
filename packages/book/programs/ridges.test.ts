import { describe, expect, test } from "vitest";
import { demo, distance, grid, leastSquares, roundTower, stepsFor, weightedOutput } from "./ridges.ts";
import { hills } from "./towers.ts";

describe("a round tower (X4.1)", () => {
  const tower = roundTower([0.4, 0.6], 0.2, 400);
  const at = (d: number, angle: number) =>
    weightedOutput(tower, [0.4 + d * Math.cos(angle), 0.6 + d * Math.sin(angle)]);

  test.each([0, 1, 2, 3, 4, 5, 6])(
    "is 1 inside in the direction %d, and fades as (2/π) asin(radius/d) outside",
    (angle) => {
      for (const d of [0, 0.1, 0.19]) expect(at(d, angle)).toBeCloseTo(1, 4);
      for (const d of [0.3, 0.5, 2]) expect(at(d, angle)).toBeCloseTo((2 / Math.PI) * Math.asin(0.2 / d), 1);
    },
  );

  test("of four directions is the book's square one, which is as high as a half beside it", () => {
    const square = roundTower([0.5, 0.5], 0.1, 4);
    expect(weightedOutput(square, [0.5, 0.5])).toBeCloseTo(1, 6);
    expect(weightedOutput(square, [0.5, 0.9])).toBeCloseTo(0.5, 6);
    expect(weightedOutput(square, [0.9, 0.9])).toBeCloseTo(0, 6);
  });
});

describe("steps in many directions (X4.1)", () => {
  test("come nearer to a function with more of them, at points that they were not made for", () => {
    const errors = [2, 4, 8].map((count) =>
      distance(hills, stepsFor(hills, grid(15), { count, places: 12 }), grid(20)),
    );
    expect(errors[1]).toBeLessThan(errors[0] / 2);
    expect(errors[2]).toBeLessThan(errors[1]);
    expect(errors[2]).toBeLessThan(0.02);
  });

  test("along x and y alone make no more than a sum of a function of x and one of y", () => {
    const steps = stepsFor((x, y) => x * y, grid(12), { count: 2, places: 10 });
    const at = (x: number, y: number) => weightedOutput(steps, [x, y]);
    expect(at(0.2, 0.3) - at(0.2, 0.8)).toBeCloseTo(at(0.9, 0.3) - at(0.9, 0.8), 10);
  });

  test("least squares: the line through points, exactly where there is one", () => {
    const rows = [0, 1, 2, 3].map((x) => [1, x]);
    const [a, b] = leastSquares(rows, [1, 3, 5, 7], 10);
    expect([a, b].map((value) => Number(value.toFixed(9)))).toEqual([1, 2]);
    const [mean] = leastSquares([[1], [1], [1]], [1, 2, 6], 10);
    expect(mean).toBeCloseTo(3, 12);
  });
});

test.each([
  [() => roundTower([0, 0], 0, 4), "the radius"],
  [() => roundTower([0, 0], 1, 0), "a whole number of directions; received 0"],
  [() => stepsFor(hills, grid(3), { count: 1.5, places: 2 }), "directions; received 1.5"],
  [() => stepsFor(hills, grid(3), { count: 2, places: 0 }), "places; received 0"],
])("bad input is refused", (make, words) => {
  expect(make).toThrow(words);
});

test("the demonstration: rounder towers, and a smaller distance with every line", () => {
  const errors = demo()
    .slice(-4)
    .map((line) => Number(line.trim().split(/\s+/).at(-1)));
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
});
