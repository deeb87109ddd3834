import { describe, expect, it } from "vitest";
import { refused } from "../testing/refused.ts";
import { bestDesign, designPassMark, designScore } from "./design.ts";

describe("the design challenge", () => {
  it("scores 1.055 with all heights 0", () => {
    expect(designScore([0, 0, 0, 0, 0])).toBeCloseTo(1.055, 3);
  });

  it("has its best score, 0.3717, with the medians", () => {
    const { heights, score } = bestDesign();
    expect(heights.map((h) => h.toFixed(3))).toEqual(["-1.243", "-1.423", "-0.341", "-0.983", "1.143"]);
    expect(score.toFixed(4)).toBe("0.3717");
  });

  it("cannot be won by moving one height", () => {
    const { heights, score } = bestDesign();
    for (let bin = 0; bin < 5; bin++)
      for (const by of [-0.05, 0.05])
        expect(designScore(heights.map((h, k) => (k === bin ? h + by : h)))).toBeGreaterThan(score - 1e-12);
  });

  it("is passed with heights of one decimal", () => {
    const score = designScore([-1.2, -1.4, -0.3, -1, 1.1]);
    expect(score.toFixed(4)).toBe("0.3734");
    expect(score).toBeLessThan(designPassMark);
  });

  it("refuses what is no list of heights", () => {
    for (const heights of [[], [0, Number.NaN], Array(101).fill(0), "00000" as never])
      expect(refused(() => designScore(heights)).code).toBe("universality.design");
    expect(refused(() => bestDesign(0)).code).toBe("universality.design");
  });
});
