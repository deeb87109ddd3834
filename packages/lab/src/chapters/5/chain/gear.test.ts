import { expect, it } from "vitest";
import { gearPath, radiusOf } from "./gear.ts";

it("is larger for larger factors, and never out of bounds", () => {
  const radii = [0, 0.001, 0.05, 0.25, 1, 5, 25, 1e9].map(radiusOf);
  expect(radii).toEqual([...radii].sort((a, b) => a - b));
  expect([radii[0], radii.at(-1), radiusOf(-5)]).toEqual([7, 54, radiusOf(5)]);
});

it("has teeth all around", () => {
  const points = [...gearPath(24).matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) =>
    Math.hypot(Number(x), Number(y)),
  );
  expect(points.length % 4).toBe(0);
  expect(Math.max(...points)).toBeCloseTo(24, 0);
  expect(Math.min(...points)).toBeCloseTo(18, 0);
});
