import { expect, it } from "vitest";
import type { Colours } from "../drawing/theme.svelte.ts";
import { clearest, planePixels } from "./plane-colours.ts";

const colours = {
  ...{ paper: "#ffffff", negative: "#ff0000", positive: "#0000ff", third: "#00ff00", fourth: "#000000" },
} as unknown as Colours;
const grid = { columns: 2, rows: 1 };
const pixels = (size: number, outputs: readonly number[], range?: readonly [number, number]) => [
  ...planePixels({ ...grid, size, outputs, ...(range === undefined ? {} : { range }) }, colours),
];

it("the clearest class is the largest output, as far as the next one is behind", () => {
  expect(clearest([0, 1], 0, 2)).toEqual([1, 1]);
  expect(clearest([9, 9, 0.2, 0.6, 0.2], 2, 3)).toEqual([1, expect.closeTo(0.5)]);
  expect(clearest([0.3, 0.3, 0.1], 0, 3)).toEqual([0, 0]);
  expect(clearest([0, 0, 0], 0, 3)).toEqual([0, 0]);
  expect(clearest([-2, -1], 0, 2)).toEqual([1, expect.closeTo(1 / 3)]);
});

it("classes have their colours, and paper shows where the network is not sure", () => {
  expect(pixels(3, [0, 0, 1, 0.5, 0.5, 0])).toEqual([64, 255, 64, 255, 255, 255, 255, 255]);
  expect(pixels(2, [1, 0, 0, 1])).toEqual([255, 64, 64, 255, 64, 64, 255, 255]);
});

it("values go from the lowest to the highest, or through the range that is asked for", () => {
  expect(pixels(1, [3, 5])).toEqual([255, 64, 64, 255, 64, 64, 255, 255]);
  expect(pixels(1, [0, 1], [-1, 1])).toEqual([255, 255, 255, 255, 64, 64, 255, 255]);
});

it("row 0 is the lowest", () => {
  const image = planePixels({ columns: 1, rows: 2, size: 1, outputs: [0, 1] }, colours);
  expect([...image.subarray(0, 4)]).toEqual([64, 64, 255, 255]);
});
