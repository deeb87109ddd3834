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
