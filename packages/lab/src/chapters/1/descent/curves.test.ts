import { describe, expect, it } from "vitest";
import { curves } from "./curves.ts";

describe.each(curves)("the $name", ({ cost, slope, heights }) => {
  it("has the slope of its cost, and lies within its heights", () => {
    for (const v of [-1, -0.6, 0, 0.3, 0.4, 1]) {
      expect(slope(v)).toBeCloseTo((cost(v + 1e-6) - cost(v - 1e-6)) / 2e-6, 6);
      expect(cost(v)).toBeGreaterThanOrEqual(heights[0]);
      expect(cost(v)).toBeLessThanOrEqual(heights[1]);
    }
  });
});
