import { describe, expect, it } from "vitest";
import { placeWindows } from "./geometry.ts";
import { pool, poolBack, poolings } from "./pooling.ts";

const windows = (height: number, width: number, extent: number, stride = extent) =>
  placeWindows([1, height, width], [extent, extent], [stride, stride]);

describe("pooling", () => {
  it("leaves out windows that do not fit", () => {
    const output = new Float64Array(2);
    pool(poolings.max, windows(3, 5, 2), Float64Array.from([1, 2, 3, 4, 99, 5, 6, 7, 8, 99, 9, 9, 9, 9, 9]), output);
    expect([...output]).toEqual([6, 8]);
  });

  it("sends the error of a maximum to the first of equals, in raster order", () => {
    const errors = new Float64Array(4);
    for (const [window, expected] of [
      [
        [1, 7, 7, 7],
        [0, 5, 0, 0],
      ],
      [
        [0, 0, 0, 0],
        [5, 0, 0, 0],
      ],
      [
        [-0, 0, -1, 0],
        [5, 0, 0, 0],
      ],
      [
        [-3, -2, -1, -1],
        [0, 0, 5, 0],
      ],
    ]) {
      poolBack(poolings.max, windows(2, 2, 2), Float64Array.from(window), Float64Array.of(5), errors);
      expect([...errors]).toEqual(expected);
    }
  });

  it("adds up errors where windows overlap", () => {
    const errors = new Float64Array(9);
    const input = Float64Array.of(0, 0, 0, 0, 9, 0, 0, 0, 0);
    poolBack(poolings.max, windows(3, 3, 2, 1), input, Float64Array.of(1, 2, 3, 4), errors);
    expect([...errors]).toEqual([0, 0, 0, 0, 10, 0, 0, 0, 0]);
    poolBack(poolings.average, windows(3, 3, 2, 1), input, Float64Array.of(4, 4, 4, 4), errors);
    expect([...errors]).toEqual([1, 2, 1, 2, 4, 2, 1, 2, 1]);
  });

  it("by L2 has a slope of 0 where all is 0", () => {
    const [output, errors] = [new Float64Array(1), new Float64Array(4).fill(9)];
    pool(poolings.l2, windows(2, 2, 2), new Float64Array(4), output);
    poolBack(poolings.l2, windows(2, 2, 2), new Float64Array(4), Float64Array.of(5), errors);
    expect([...output, ...errors]).toEqual([0, 0, 0, 0, 0]);
  });
});
