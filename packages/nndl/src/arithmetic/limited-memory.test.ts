import { expect, it } from "vitest";
import { directionOf, type Pair, pairOf } from "./limited-memory.ts";

const gradient = Float64Array.of(3, -8, 0.5);

it("goes down the gradient while nothing is remembered", () => {
  expect(directionOf(gradient, [])).toEqual(Float64Array.of(-3, 8, -0.5));
});

it("is Newton's direction on a quadratic, once every direction was gone", () => {
  const curvatures = [2, 0.25, 10];
  const pairs = curvatures.map((h, i): Pair => {
    const step = new Float64Array(3).fill(0.5, i, i + 1);
    return pairOf(
      step,
      step.map((s) => h * s),
    ) as Pair;
  });
  const direction = directionOf(gradient, pairs);
  for (const [i, h] of curvatures.entries()) expect(direction[i]).toBeCloseTo(-gradient[i] / h, 12);
});

it("remembers no step along which the cost does not bend upwards", () => {
  const step = Float32Array.of(1, 2);
  expect(pairOf(step, Float32Array.of(2, 4))).toEqual({ step, change: Float32Array.of(2, 4), curvature: 10 });
  for (const change of [
    Float32Array.of(0, 0),
    Float32Array.of(-1, 0),
    Float32Array.of(2, -1),
    Float32Array.of(Number.NaN, 0),
  ])
    expect(pairOf(step, change)).toBeUndefined();
});
