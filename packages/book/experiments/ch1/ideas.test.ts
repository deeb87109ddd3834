import { describe, expect, test } from "vitest";
import { ideas } from "./ideas.ts";

/** An image with ink in the given rectangles of rows and columns, ends included. */
function image(...inked: readonly [top: number, bottom: number, left: number, right: number][]): Uint8Array {
  const pixels = new Uint8Array(784);
  for (const [top, bottom, left, right] of inked)
    for (let row = top; row <= bottom; row++) pixels.fill(255, row * 28 + left, row * 28 + right + 1);
  return pixels;
}

/** A ring of strokes two pixels wide, from row 4 to 23 and column 6 to 21. */
const ring = image([4, 5, 6, 21], [22, 23, 6, 21], [4, 23, 6, 7], [4, 23, 20, 21]);
const stroke = image([4, 23, 13, 14]);
const blank = new Uint8Array(784);

describe("the numbers of an image", () => {
  test("holes", () => {
    expect([ring, stroke, blank].map((pixels) => ideas.holes.numbers(pixels)[0])).toEqual([1, 0, 0]);
    const eight = ring.map((pixel, i) => (i >= 13 * 28 + 6 && i <= 13 * 28 + 21 ? 255 : pixel));
    expect(ideas.holes.numbers(eight)).toEqual([2]);
  });

  test("height and width", () => {
    expect([ring, stroke, blank].map(ideas.box.numbers)).toEqual([
      [20, 16],
      [20, 2],
      [0, 0],
    ]);
  });

  test("crossings of rows 9, 14 and 19, and of column 14", () => {
    expect([ring, stroke, blank].map(ideas.crossings.numbers)).toEqual([
      [2, 2, 2, 2],
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ]);
  });

  test("ink by parts adds up to all ink", () => {
    const all = ring.reduce((sum, pixel) => sum + pixel, 0);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    for (const name of ["quarters", "columns", "rows"] as const) expect(sum(ideas[name].numbers(ring))).toBe(all);
    expect(ideas.middle.numbers(stroke)).toEqual([5 * 8 * 2 * 255, 20 * 2 * 255]);
    expect(ideas.quarters.numbers(stroke)).toEqual([10, 10, 10, 10].map((rows) => rows * 255));
  });
});
