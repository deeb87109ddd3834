import { describe, expect, it } from "vitest";
import { columnAt, drawn, randomHeights } from "./columns.ts";

describe("columns", () => {
  it("are found by x, also at the ends and beyond", () => {
    expect([-1, 0, 0.19, 0.2, 0.99, 1, 2].map((x) => columnAt(x, 5))).toEqual([0, 0, 0, 1, 4, 4, 4]);
  });

  it("are as high as they are drawn, within their limits", () => {
    const press = (x: number, y: number) => drawn([0, 0, 0], { x, y }, { x, y }, [-2.3, 3]);
    expect(press(0.5, 1.23456)).toEqual([0, 1.23, 0]);
    expect(press(0.9, -9)).toEqual([0, 0, -2.3]);
  });

  it("are all drawn by a stroke that is faster than the eye", () => {
    const stroke = (from: number, to: number) => drawn([9, 9, 9, 9, 9], { x: from, y: 0 }, { x: to, y: 1 }, [-10, 10]);
    expect(stroke(0.1, 0.9)).toEqual([9, 0.25, 0.5, 0.75, 1]);
    expect(stroke(0.9, 0.5)).toEqual([9, 9, 1, 0.5, 9]);
  });

  it("begin at random, in tenths, and the same for the same seed", () => {
    const heights = Array.from({ length: 60 }, (_, seed) => randomHeights(seed)).flat();
    expect(heights.every((height) => Math.abs(height) <= 1.5 && Number.isInteger(Math.round(height * 1e6) / 1e5))).toBe(
      true,
    );
    expect(new Set(heights).size).toBeGreaterThan(25);
    expect(randomHeights(7)).toEqual(randomHeights(7));
    expect(randomHeights(7)).not.toEqual(randomHeights(8));
    expect(() => randomHeights(-1)).toThrow();
  });
});
