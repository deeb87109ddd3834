import { describe, expect, it } from "vitest";
import { heightRange, rangeOf } from "./height-range.ts";

describe("the range of heights", () => {
  it.each([
    [
      [0, 0.6],
      [0, 1],
    ],
    [
      [0, 1.0000001],
      [0, 1],
    ],
    [
      [0, 0.3],
      [0, 0.5],
    ],
    [
      [-0.6, 0],
      [-1, 0],
    ],
    [
      [-0.6, 1.5],
      [-2, 2],
    ],
    [
      [1e-9, -1e-9],
      [0, 0.5],
    ],
    [
      [0, 5000],
      [0, 5000],
    ],
    [[], [0, 0.5]],
  ])("of %j is %j", (heights, range) => {
    expect(heightRange(heights)).toEqual(range.map((value) => expect.closeTo(value)));
  });
});

describe("a range that fits", () => {
  it.each([
    [
      [0.095, 0.853],
      [0, 1],
    ],
    [
      [-0.41, 0.4],
      [-0.6, 0.4],
    ],
    [
      [0, 200],
      [0, 200],
    ],
    [
      [3, 3],
      [2.5, 3.5],
    ],
    [[], [0, 1]],
    [[Number.NaN], [0, 1]],
    [
      [0.1, Number.POSITIVE_INFINITY, 0.9],
      [0, 1],
    ],
  ])("of %j is %j", (heights, range) => {
    expect(rangeOf(heights)).toEqual(range.map((value) => expect.closeTo(value)));
  });
});
