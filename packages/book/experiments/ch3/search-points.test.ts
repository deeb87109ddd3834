import { stream } from "nndl/random";
import { expect, test } from "vitest";
import { gridPoints, randomPoints } from "./search-points.ts";

const ranges = [
  { from: 0.01, to: 100 },
  { from: 1, to: 1000 },
] as const;

test("a grid has every pair, from end to end, evenly by orders of magnitude", () => {
  const points = gridPoints(ranges, 4);
  expect(points).toHaveLength(16);
  expect([...new Set(points.map(([x]) => x))]).toEqual([0.01, 0.215, 4.64, 100]);
  expect([...new Set(points.map(([, y]) => y))]).toEqual([1, 10, 100, 1000]);
  expect(new Set(points.map(String)).size).toBe(16);
});

test("chance looks at as many values of each as there are points, every order of magnitude alike", () => {
  const points = randomPoints(ranges, 4000, stream(1, "points"));
  expect(points.every(([x, y]) => x >= 0.01 && x <= 100 && y >= 1 && y <= 1000)).toBe(true);
  for (const below of [0.1, 1, 10]) {
    const share = points.filter(([x]) => x < below).length / 4000;
    expect(share).toBeCloseTo((Math.log10(below) + 2) / 4, 1);
  }
  expect(new Set(points.map(([x]) => x)).size).toBeGreaterThan(1000);
  expect(randomPoints(ranges, 5, stream(1, "points"))).toEqual(points.slice(0, 5));
  expect(randomPoints(ranges, 0, stream(1, "points"))).toEqual([]);
});
