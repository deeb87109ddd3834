import { expect, it } from "vitest";
import { pathsOf } from "./point-marks.ts";

it("draws all points of a class in one path, each with the form of its class", () => {
  const paths = pathsOf([
    { x: 10, y: 20, label: 0 },
    { x: 1 / 3, y: 5, label: 1 },
    { x: 30, y: 40, label: 0 },
  ]);
  expect(paths.map(({ fill, d }) => [fill, d])).toEqual([
    ["var(--negative)", "M7 17h6v6h-6zM27 37h6v6h-6z"],
    ["var(--positive)", "M-2.87 5a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0"],
  ]);
  expect(pathsOf([])).toEqual([]);
});

it("draws what is of no class, or of one more than there are forms, as a faint dot", () => {
  const [of, ...others] = pathsOf([-1, 4].map((label) => ({ x: 2, y: 2, label })));
  expect(others).toEqual([]);
  expect(of).toMatchObject({ fill: "var(--ink)", opacity: 0.5 });
});
