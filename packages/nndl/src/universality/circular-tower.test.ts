import { describe, expect, it } from "vitest";
import { refused } from "../testing/refused.ts";
import { outputsByEngines } from "../testing/universality.ts";
import { circularTower } from "./circular-tower.ts";

describe("a circular tower", () => {
  const [radius, directions] = [0.2, 400];
  const tower = circularTower([0.5, 0.4], radius, { directions });
  const around = (distance: number) =>
    [0.3, 1.1, 2, 3.9, 5.5].map((angle) => [0.5 + distance * Math.cos(angle), 0.4 + distance * Math.sin(angle)]);

  it("is 1 inside, in a single hidden layer", async () => {
    expect(tower.layers.map(({ output }) => output[0])).toEqual([directions, 1]);
    for (const distance of [0, 0.1, 0.18])
      for (const outputs of await outputsByEngines(tower, around(distance)))
        for (const output of outputs) expect(output).toBeCloseTo(1, 3);
  });

  it.each([0.22, 0.3, 0.5, 0.9])("is (2/π) arcsin(r/ρ) at the distance ρ = %f", async (distance) => {
    const expected = (2 / Math.PI) * Math.asin(radius / distance);
    // A direction more or less on either side of the circle.
    for (const outputs of await outputsByEngines(tower, around(distance)))
      for (const output of outputs) expect(Math.abs(output - expected)).toBeLessThan(4 / directions + 0.005);
  });

  it("refuses what is no circle", () => {
    for (const act of [
      () => circularTower([0.5] as never, 1),
      () => circularTower([0.5, Number.NaN], 1),
      () => circularTower([0.5, 0.5], 0),
      () => circularTower([0.5, 0.5], 1, { directions: 0 }),
    ])
      expect(refused(act).code).toBe("universality.circle");
  });
});
