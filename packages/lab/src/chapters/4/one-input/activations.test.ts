import { describe, expect, it } from "vitest";
import { choices, verdict } from "./activations.ts";

describe.each(Object.entries(choices))("the activation %s", (_, activation) => {
  it("has the limits that it says it has", () => {
    const [left, right] = activation.limits;
    for (const [limit, side] of [
      [left, -1],
      [right, 1],
    ] as const) {
      if (limit === undefined) expect(Math.abs(activation.of(side * 1e6))).toBeGreaterThan(1e5);
      else for (const z of [50, 1e3, 1e6]) expect(activation.of(side * z)).toBeCloseTo(limit, 12);
    }
  });

  it("makes a step exactly where its limits are there and different", () => {
    const f = (x: number) => activation.of(1e5 * (x - 0.5));
    const { steps, why } = verdict(activation);
    const level = (from: number) => Math.abs(f(from) - f(from + 0.1)) < 1e-9;
    expect(steps).toBe(level(0.2) && level(0.7) && Math.abs(f(0.2) - f(0.7)) > 1e-9);
    expect(why).toMatch(/limit/);
  });
});
