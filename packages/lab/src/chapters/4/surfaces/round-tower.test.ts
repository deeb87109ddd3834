import { circularTower } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { evaluator } from "../../../surfaces/grid.ts";
import { aroundTower, idealTower } from "./round-tower.ts";

describe("a round tower", () => {
  it("is 1 inside, a third of it twice as far away, and falls as 1 / distance", () => {
    expect([0, 0.5, 1].map(idealTower)).toEqual([1, 1, 1]);
    expect(idealTower(2)).toBeCloseTo(1 / 3, 12);
    expect(200 * idealTower(200)).toBeCloseTo(2 / Math.PI, 4);
  });

  it("of many steps is nearly that, all around", () => {
    const output = evaluator(circularTower([0.4, 0.5], 0.1, { directions: 200, steepness: 5000 }));
    for (const distance of [0, 0.5, 1.5, 2, 3]) {
      const { least, most } = aroundTower((x, y) => output(x, y)[0]!, [0.4, 0.5], 0.1 * distance);
      expect(Math.abs(least - idealTower(distance))).toBeLessThan(0.03);
      expect(Math.abs(most - idealTower(distance))).toBeLessThan(0.03);
    }
  });

  it("of few has corners", () => {
    const output = evaluator(circularTower([0.5, 0.5], 0.1, { directions: 3, steepness: 5000 }));
    const { least, most } = aroundTower((x, y) => output(x, y)[0]!, [0.5, 0.5], 0.15);
    expect(most - least).toBeGreaterThan(0.5);
  });
});
