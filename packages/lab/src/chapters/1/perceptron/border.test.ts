import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { border, side } from "./border.ts";

/** Twice the area of a polygon. */
const area = (points: readonly (readonly [number, number])[]) =>
  Math.abs(
    points.reduce(
      (sum, [x, y], i) => sum + x * points[(i + 1) % points.length]![1] - y * points[(i + 1) % points.length]![0],
      0,
    ),
  ) / 2;

describe("the border of a perceptron", () => {
  test("of NAND goes from (0.5, 1) to (1, 0.5)", () => {
    const ends = border(-2, -2, 3, 0, 1)
      .map((point) => point.join())
      .sort();
    expect(ends).toEqual(["0.5,1", "1,0.5"]);
    expect(area(side(-2, -2, 3, 0, 1))).toBeCloseTo(1 - 1 / 8, 12);
  });
  test("is not there when the perceptron ignores its inputs", () => {
    expect(border(0, 0, 1, 0, 1)).toEqual([]);
    expect(area(side(0, 0, 1, 0, 1))).toBe(1);
    expect(side(0, 0, -1, 0, 1)).toEqual([]);
    expect(side(0, 0, 0, 0, 1)).toEqual([]);
  });
  test("both sides together are the square", () => {
    const number = fc.integer({ min: -50, max: 50 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(number, number, number, (w1, w2, b) => {
        fc.pre(w1 !== 0 || w2 !== 0);
        expect(area(side(w1, w2, b, 0, 1)) + area(side(-w1, -w2, -b, 0, 1))).toBeCloseTo(1, 9);
      }),
    );
  });
});
