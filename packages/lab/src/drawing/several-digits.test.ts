import { describe, expect, it } from "vitest";
import { severalOf } from "./several-digits.ts";
import type { Stroke } from "./strokes.ts";

const field = { width: 28, height: 28 };

describe("several digits on the pad", () => {
  const line = (x: number, from: number, to: number): Stroke => [
    { x, y: from },
    { x, y: to },
  ];
  const ring = (x: number): Stroke =>
    Array.from({ length: 40 }, (_, i) => ({
      x: x + 0.12 * Math.cos((i * Math.PI) / 19.5),
      y: 0.5 + 0.25 * Math.sin((i * Math.PI) / 19.5),
    }));

  it("are seen one by one, from left to right", () => {
    const several = severalOf([ring(0.7), line(0.25, 0.25, 0.75)], field);
    expect(several).toHaveLength(2);
    const [one, zero] = several.map(({ seen }) => seen.inputs);
    expect(one![14 * 28 + 14]).toBeGreaterThan(0.5);
    expect(zero![14 * 28 + 14]).toBe(0);
  });

  it("are not seen in one, in two strokes that cross or nearly touch, in a dot, or on an empty pad", () => {
    const seven: Stroke[] = [[...line(0.3, 0.2, 0.2), { x: 0.7, y: 0.2 }, { x: 0.4, y: 0.8 }], line(0.5, 0.5, 0.5)];
    for (const strokes of [[ring(0.5)], seven, [line(0.5, 0.5, 0.5)], []])
      expect(severalOf(strokes, field)).toEqual([]);
  });
});
