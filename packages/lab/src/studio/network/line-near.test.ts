import { expect, it } from "vitest";
import { lineNear, pathOf } from "./line-near.ts";

const level = { x1: 0, y1: 10, x2: 100, y2: 10 };
const falling = { x1: 0, y1: 10, x2: 100, y2: 90 };

it("finds the line that is nearest, and none where none is near", () => {
  const lines = [level, falling];
  expect(lineNear(lines, 50, 12, 7)).toBe(level);
  // In the middle of its way a curve is half-way down; a quarter on it has hardly left.
  expect(lineNear(lines, 50, 50, 7)).toBe(falling);
  expect(lineNear(lines, 40, 25, 12)).toBe(falling);
  expect(lineNear(lines, 50, 75, 7)).toBeUndefined();
  expect(lineNear(lines, 120, 90, 7)).toBeUndefined();
  expect(lineNear([], 0, 0, 7)).toBeUndefined();
});

it("leaves and arrives level", () => {
  expect(pathOf(falling)).toBe("M0.0 10.0C50.0 10.0 50.0 90.0 100.0 90.0");
});
