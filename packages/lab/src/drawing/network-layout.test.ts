import { describe, expect, test } from "vitest";
import { heightOf, layOut, shownUnits } from "./network-layout.ts";

const size = { width: 400, height: 300, side: [50, 50] as const, spacing: 30, most: 6 };

describe("which units are drawn", () => {
  test("all of a small layer", () => expect(shownUnits(6, 6)).toEqual([0, 1, 2, 3, 4, 5]));
  test("the first and last ones of a large layer", () => {
    expect(shownUnits(784, 6)).toEqual([0, 1, 2, 781, 782, 783]);
    expect(shownUnits(7, 5)).toEqual([0, 1, 2, 5, 6]);
  });
});

describe("where they stand", () => {
  test("layers from side to side, each centred", () => {
    const [input, hidden, output] = layOut([3, 4, 1], size);
    expect([input!.x, hidden!.x, output!.x]).toEqual([50, 200, 350]);
    expect(output!.circles.map(({ y }) => y)).toEqual([150]);
    expect(input!.circles.map(({ y }) => y)).toEqual([120, 150, 180]);
    expect(hidden!.circles.reduce((sum, { y }) => sum + y, 0) / 4).toBe(150);
  });

  test("a gap in the middle of a large layer, with the count of what is missing", () => {
    const [{ circles, hidden, gap }] = layOut([784, 1], size) as [ReturnType<typeof layOut>[number]];
    expect(hidden).toBe(778);
    expect(circles.map(({ unit }) => unit)).toEqual([0, 1, 2, 781, 782, 783]);
    expect(gap - circles[2]!.y).toBe(30);
    expect(circles[3]!.y - gap).toBe(30);
    expect(gap).toBe(150);
  });

  test("spread over the whole height where that is asked for", () => {
    const [, parts, one] = layOut([6, 3, 1], { ...size, spread: true });
    expect(parts!.circles.map(({ y }) => y)).toEqual([50, 150, 250]);
    expect(one!.circles.map(({ y }) => y)).toEqual([150]);
  });

  test("no layer is taller than the height it asks for", () => {
    for (const units of [[784, 15, 10], [1], [6, 4, 3, 1]]) {
      const height = heightOf(units, size);
      for (const { circles } of layOut(units, { ...size, height }))
        for (const { y } of circles) expect(Math.min(y, height - y)).toBeGreaterThanOrEqual(size.spacing / 2);
    }
  });
});
