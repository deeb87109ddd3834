import { expect, it } from "vitest";
import { fittingTicks } from "./fitting-ticks.ts";
import { scaleLinear, scaleLog } from "./scale.ts";

const words = (value: number) => value.toLocaleString("en");

it("marks as many places as asked for where there is room, and fewer where their numbers would touch", () => {
  expect(fittingTicks(scaleLinear([0, 1200], [56, 548]), 6, words)).toEqual([0, 200, 400, 600, 800, 1000, 1200]);
  expect(fittingTicks(scaleLinear([0, 1200], [56, 210]), 6, words)).toEqual([0, 500, 1000]);
  expect(fittingTicks(scaleLinear([0, 1200], [56, 60]), 6, words).length).toBeLessThan(3);
});

it("leaves out what has no name, and looks at axes that run down alike", () => {
  const power = (value: number) => (Number.isInteger(Math.log10(value)) ? String(value) : "");
  expect(fittingTicks(scaleLog([1, 1000], [56, 300]), 5, power)).toEqual([1, 10, 100, 1000]);
  expect(fittingTicks(scaleLinear([0, 10], [300, 0]), 5, words)).toEqual([0, 2, 4, 6, 8, 10]);
});

it("leaves a letter's breadth between two numbers, however narrow the axis is", () => {
  for (let end = 200; end < 600; end += 10) {
    const x = scaleLinear([0, 1200], [56, end]);
    const ticks = fittingTicks(x, 8, words);
    for (const [i, tick] of ticks.slice(1).entries()) {
      const letters = (words(tick).length + words(ticks[i]!).length) / 2;
      expect(x(tick) - x(ticks[i]!) - 7 * letters).toBeGreaterThanOrEqual(7);
    }
  }
});
