import { expect, it } from "vitest";
import { inkPaths } from "./ink-paths.ts";

it("is nothing for an empty picture", () => {
  expect(inkPaths(new Float32Array(9), 3)).toEqual([]);
});

it("joins equal neighbours of a row, and no others", () => {
  const values = [0, 1, 1, 1, 0.5, 0, 0, 0, 1];
  expect(inkPaths(values, 3)).toEqual([
    { ink: 0.5, d: "M1 1h1v1h-1z" },
    { ink: 1, d: "M1 0h2v1h-2zM0 1h1v1h-1zM2 2h1v1h-1z" },
  ]);
});

it("keeps numbers out of bounds within them", () => {
  expect(inkPaths([2, -1], 2)).toEqual([{ ink: 1, d: "M0 0h1v1h-1z" }]);
});
