import { describe, expect, it } from "vitest";
import { largestOf, paint, paletteOf } from "./palette.ts";

const colours = { paper: "#ffffff", ink: "#000000", positive: "#0000ff", negative: "#ff8000" };
const painted = (name: "ink" | "signed", values: number[], most?: number) => {
  const image = { data: new Uint8ClampedArray(4 * values.length) };
  paint(image, values, paletteOf(name, colours), most);
  return values.map((_, i) => [...image.data.slice(4 * i, 4 * i + 4)]);
};

describe("numbers as pixels", () => {
  it("are paper at 0 and ink at 1, and no darker beyond", () => {
    expect(painted("ink", [0, 1, 7, -1, 0.2])).toEqual([
      [255, 255, 255, 255],
      [0, 0, 0, 255],
      [0, 0, 0, 255],
      [255, 255, 255, 255],
      [204, 204, 204, 255],
    ]);
  });

  it("are blue above 0 and orange below, the strongest at the most", () => {
    expect(painted("signed", [0, 4, -4, -9], 4)).toEqual([
      [255, 255, 255, 255],
      [0, 0, 255, 255],
      [255, 128, 0, 255],
      [255, 128, 0, 255],
    ]);
  });

  it("know their largest magnitude", () => {
    expect(largestOf([1, -3, 2])).toBe(3);
    expect(largestOf([])).toBe(1);
  });
});
