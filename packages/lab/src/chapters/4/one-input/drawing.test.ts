import { parseFormula } from "@nndl/book/formulas";
import { stream } from "nndl/random";
import { describe, expect, it } from "vitest";
import { drawingRange, firstDrawing, formulaOf, placeCount, stroked } from "./drawing.ts";

const read = (heights: readonly number[]) => parseFormula(formulaOf(heights), ["x"]);

describe("a drawn curve", () => {
  it("is a formula that is near to it everywhere", () => {
    const f = read(firstDrawing);
    firstDrawing.forEach((height, i) => {
      expect(Math.abs(f(i / (placeCount - 1)) - height)).toBeLessThan(0.04);
    });
  });

  it("is a formula that the parser takes and a sigmoid neuron can output, however wild it is", () => {
    for (let seed = 0; seed < 40; seed++) {
      const chance = stream(seed, "wild drawings");
      const heights = firstDrawing.map(() => (chance.uniform() < 0.5 ? drawingRange[0] : drawingRange[1]));
      const f = read(heights);
      for (let i = 0; i <= 200; i++) {
        expect(f(i / 200)).toBeGreaterThanOrEqual(drawingRange[0]);
        expect(f(i / 200)).toBeLessThanOrEqual(drawingRange[1]);
      }
    }
  });

  it("may be level", () => {
    expect(read(Array.from({ length: placeCount }, () => 0.5))(0.3)).toBeCloseTo(0.5, 3);
  });
});

describe("a stroke", () => {
  const level = Array.from({ length: placeCount }, () => 0.5);

  it("fills in what a fast pointer leaves out", () => {
    const heights = stroked(level, { x: 0.25, y: 0.2 }, { x: 0.75, y: 0.8 });
    expect(heights[9]).toBe(0.5);
    expect(heights[10]).toBe(0.2);
    expect(heights[20]).toBe(0.5);
    expect(heights[25]).toBe(0.65);
    expect(heights[30]).toBe(0.8);
    expect(heights[31]).toBe(0.5);
    expect(stroked(level, { x: 0.75, y: 0.8 }, { x: 0.25, y: 0.2 })).toEqual(heights);
  });

  it("stays within what can be output, and on the plot", () => {
    const heights = stroked(level, { x: -3, y: -3 }, { x: 4, y: 9 });
    expect(Math.min(...heights)).toBe(drawingRange[0]);
    expect(Math.max(...heights)).toBe(drawingRange[1]);
    expect(heights).toHaveLength(placeCount);
  });

  it("of one point is a point", () => {
    expect(stroked(level, { x: 0.5, y: 0.9 }, { x: 0.5, y: 0.9 })[20]).toBe(0.9);
  });
});
