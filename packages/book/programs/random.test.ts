import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";

const many = 100_000;

describe("Random", () => {
  test("the same seed gives the same numbers, another seed others", () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return [random.uniform(), random.gaussian(), ...random.permutation(20)];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test("uniform numbers fill [0, 1) evenly", () => {
    const random = new Random(1);
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < many; i++) tenths[Math.floor(random.uniform() * 10)] += 1;
    expect(tenths.length).toBe(10);
    for (const count of tenths) expect(Math.abs(count - many / 10)).toBeLessThan(500);
  });

  test("gaussians have mean 0, variance 1, and 68.3 % within one standard deviation", () => {
    const random = new Random(2);
    const values = Array.from({ length: many }, () => random.gaussian());
    const mean = values.reduce((sum, value) => sum + value, 0) / many;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / many;
    const within = values.filter((value) => Math.abs(value) < 1).length / many;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(Math.abs(within - 0.6827)).toBeLessThan(0.006);
  });

  test("each of the six orders of three things comes up equally often", () => {
    const random = new Random(3);
    const counts = new Map<string, number>();
    for (let i = 0; i < 60_000; i++) {
      const order = random.permutation(3).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(["012", "021", "102", "120", "201", "210"]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  test("shuffle keeps every item, in place", () => {
    const items = ["a", "b", "c", "d"];
    expect(new Random(4).shuffle(items)).toBe(items);
    expect([...items].sort()).toEqual(["a", "b", "c", "d"]);
    expect(new Random(4).permutation(0)).toEqual([]);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY])("%s is no seed", (seed) => {
    expect(() => new Random(seed)).toThrow("seed must be a whole number");
  });
});
