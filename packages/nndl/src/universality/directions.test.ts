import { describe, expect, it } from "vitest";
import { refused } from "../testing/refused.ts";
import { bothEngines } from "../testing/universality.ts";
import { approximateByDirections, profile, roundTower } from "./directions.ts";
import { measureApproximation } from "./measure.ts";

const hills = (x: number, y: number) => 0.5 + 0.2 * Math.sin(4 * x) + 0.2 * Math.cos(5 * y);
const small = { directions: 16, steps: 16, towers: 12 };

describe("the profile of a round tower", () => {
  it.each([0, 0.5, 1, 2.5, 6])("has the tower as its mean over all directions, at the distance %f", (distance) => {
    const angles = Array.from({ length: 2000 }, (_, j) => (Math.PI * j) / 2000);
    const mean = angles.reduce((sum, angle) => sum + profile(distance * Math.cos(angle)), 0) / angles.length;
    expect(mean).toBeCloseTo(roundTower(distance), 10);
  });

  it("stands on the volume 2π", () => {
    let volume = 0;
    for (let i = 0; i < 100_000; i++) {
      const distance = (i + 0.5) / 500;
      volume += (2 * Math.PI * distance * roundTower(distance)) / 500;
    }
    expect(volume / (2 * Math.PI)).toBeCloseTo(1, 4);
  });
});

describe("steps in many directions", () => {
  it.each(bothEngines)(
    "approximate a function of two inputs in one hidden layer, on the engine $name",
    async (engine) => {
      const net = approximateByDirections(hills);
      expect(net.layers.map(({ output }) => output[0])).toEqual([64 * 63, 1]);
      const { mean, largest } = await measureApproximation(net, hills, { engine, perSide: 21 });
      expect(mean).toBeLessThan(0.01);
      expect(largest).toBeLessThan(0.04);
    },
  );

  it("come closer with more of everything, and with steep steps, too", async () => {
    const mean = async (options: Parameters<typeof approximateByDirections>[1]) =>
      (await measureApproximation(approximateByDirections(hills, options), hills, { perSide: 21 })).mean;
    const few = await mean(small);
    expect(few).toBeLessThan(0.03);
    expect(await mean({ directions: 32, steps: 32, towers: 24 })).toBeLessThan(0.5 * few);
    expect(await mean({ directions: 32, steps: 64, towers: 24, steepness: 10_000 })).toBeLessThan(0.5 * few);
  });

  it("keep a constant, up to the border", async () => {
    const net = approximateByDirections(() => 1, small);
    expect((await measureApproximation(net, () => 1)).largest).toBeLessThan(0.05);
  });

  it.each([
    ["a formula", "x * y" as never, {}, "universality.function"],
    ["no directions", hills, { directions: 0 }, "universality.directions"],
    ["a single step", hills, { steps: 1 }, "universality.directions"],
    ["half a tower", hills, { towers: 0.5 }, "universality.directions"],
    ["steps that go the other way", hills, { ...small, steepness: -1 }, "universality.step"],
    ["values that are none", () => Number.NaN, small, "universality.values"],
    ["two values", () => [1, 2], small, "universality.values"],
  ] as const)("refuse %s", (_, f, options, code) => {
    expect(refused(() => approximateByDirections(f, options)).code).toBe(code);
  });
});
