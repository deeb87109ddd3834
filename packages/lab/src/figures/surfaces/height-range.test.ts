import { describe, expect, it } from "vitest";
import { heightRange } from "./height-range.ts";

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
