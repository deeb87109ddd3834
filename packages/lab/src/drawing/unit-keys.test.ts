import { expect, it } from "vitest";
import { neighbourOf } from "./unit-keys.ts";

const circle = (layer: number, unit: number, y: number) => ({ layer, unit, x: 100 * layer, y });
const all = [circle(0, 0, 20), circle(0, 1, 60), circle(1, 0, 0), circle(1, 1, 40), circle(1, 2, 80), circle(3, 0, 40)];

it("goes up and down in a layer, and sideways to the nearest of the next", () => {
  const next = (from: number, key: string) => all.indexOf(neighbourOf(all[from]!, key, all)!);
  expect([next(0, "ArrowDown"), next(1, "ArrowUp"), next(4, "ArrowUp")]).toEqual([1, 0, 3]);
  expect([next(1, "ArrowRight"), next(3, "ArrowRight"), next(5, "ArrowLeft")]).toEqual([3, 5, 3]);
  expect([next(0, "ArrowUp"), next(0, "ArrowLeft"), next(5, "ArrowRight"), next(0, "a")]).toEqual([-1, -1, -1, -1]);
});
