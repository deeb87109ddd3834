import { expect, it } from "vitest";
import { countOf, mostPainted, type PaintedPoints } from "../../training/painted.ts";
import { erased, hundredths, isFarEnough, nothing, withPoint } from "./painting.ts";

it("a place is whole hundredths within the plane", () => {
  expect(hundredths([0.123, -0.777])).toEqual([12, -78]);
  expect(hundredths([5, -5])).toEqual([110, -110]);
  expect(hundredths([-0.001, 0])).toEqual([0, 0]);
});

it("points come to their class, and a new class makes room for itself", () => {
  const first = withPoint(nothing, 1, [5, 6]);
  expect(first).toEqual([[], [5, 6]]);
  expect(withPoint(first, 3, [7, 8])).toEqual([[], [5, 6], [], [7, 8]]);
  expect(first).toEqual([[], [5, 6]]);
});

it("there are not more than can be", () => {
  const full: PaintedPoints = [Array.from({ length: 2 * mostPainted }, () => 0), []];
  expect(withPoint(full, 1, [1, 1])).toBe(full);
});

it("the eraser takes what is near, of every class, and a last class that is empty then", () => {
  const points = [
    [0, 0, 50, 50],
    [3, 4],
    [5, 0],
  ];
  expect(erased(points, [0, 0])).toEqual([[50, 50], []]);
  expect(erased(points, [-60, 0])).toBe(points);
  expect(countOf(erased([[0, 0], []], [0, 0]))).toBe(0);
});

it("a stroke leaves room between its points", () => {
  expect([isFarEnough([0, 0], [4, 4]), isFarEnough([0, 0], [0, 7])]).toEqual([false, true]);
});
