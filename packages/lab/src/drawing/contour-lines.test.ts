import { describe, expect, it } from "vitest";
import { contourBands, levelsOf } from "./contour-lines.ts";

describe("contour lines", () => {
  const n = 41;
  const at = (i: number) => -1 + (2 * i) / (n - 1);
  const bowl = Array.from({ length: n * n }, (_, i) => at(i % n) ** 2 + at(Math.floor(i / n)) ** 2);

  it("of a bowl are circles", () => {
    const bands = contourBands(bowl, n, [-1, 1], [-1, 1], [0.25]);
    const hole = bands[0]!.rings.find((ring) => ring.every(([x, y]) => Math.hypot(x, y) < 0.9))!;
    for (const [x, y] of hole) expect(Math.hypot(x, y)).toBeCloseTo(0.5, 2);
  });
  it("stay within the axes, each with its part of the colours", () => {
    const bands = contourBands(bowl, n, [-1, 1], [2, 4], [0.1, 0.5, 1]);
    expect(bands.map(({ part }) => part)).toEqual([0, 0.5, 1]);
    const points = bands.flatMap(({ rings }) => rings.flat());
    expect(points.length).toBeGreaterThan(50);
    expect(points.every(([x, y]) => Math.abs(x) <= 1 && y >= 2 && y <= 4)).toBe(true);
  });
  it("lie closer together low down", () => {
    const levels = levelsOf([0, 2], 5);
    const gaps = levels.slice(1).map((level, i) => level - levels[i]!);
    expect(levels[0]).toBe(0);
    expect(gaps.every((gap, i) => i === 0 || gap > gaps[i - 1]!)).toBe(true);
  });
});
