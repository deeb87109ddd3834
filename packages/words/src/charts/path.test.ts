import { line } from "d3-shape";
import fc from "fast-check";
import { expect, it } from "vitest";
import { pathOf } from "./path.ts";

type Point = readonly [number, number];

const [x, y] = [(value: number) => 3 * value + 1, (value: number) => 200 - value / 7];
const same = (value: number) => value;

/** The pieces of a path, as points. */
const piecesOf = (path: string): Point[][] =>
  path
    .split("M")
    .slice(1)
    .map((piece) => piece.split("L").map((point) => point.split(",").map(Number) as unknown as Point));

it("is the path that d3 makes of corners, but for single points, of which neither draws anything", () => {
  // Every other one is far up, so that none lies on the way between its neighbours.
  const point = fc.tuple(fc.nat(1000), fc.oneof(fc.nat(100), fc.constant(Number.NaN)));
  const byD3 = line<Point>(
    (each) => Math.round(x(each[0]) * 100) / 100,
    (each) => Math.round(y(each[1]) * 100) / 100,
  )
    .digits(2)
    .defined((each) => Number.isFinite(each[1]));
  fc.assert(
    fc.property(fc.array(point), (drawn) => {
      const points = drawn.map(([px, py], i) => [px + 2000 * i, py + (i % 2) * 9000] as const);
      expect(pathOf(points, x, y)).toBe((byD3(points) ?? "").replaceAll("Z", ""));
    }),
  );
});

it("passes by every point within a fourteenth of a pixel, and begins and ends at points", () => {
  const walk = fc.array(
    fc.tuple(fc.double({ noNaN: true, min: -2, max: 2 }), fc.double({ noNaN: true, min: -2, max: 2 })),
    {
      minLength: 2,
      maxLength: 200,
    },
  );
  fc.assert(
    fc.property(walk, fc.boolean(), (steps, isSmooth) => {
      let [px, py, sx, sy] = [100, 100, 0, 0];
      const points = steps.map(([dx, dy]): Point => {
        [sx, sy] = isSmooth ? [sx + dx / 20, sy + dy / 20] : [dx, dy];
        px += sx;
        py += sy;
        return [px, py];
      });
      const [piece = []] = piecesOf(pathOf(points, same, same));
      // Half a hundredth in both directions is what rounding adds to a twentieth.
      for (const point of points) expect(off(point, piece)).toBeLessThan(0.05 + 0.0071 + 1e-9);
      expect(off(points[0]!, [piece[0]!])).toBeLessThan(0.0071 + 1e-9);
      expect(off(points.at(-1)!, [piece.at(-1)!])).toBeLessThan(0.0071 + 1e-9);
    }),
  );
});

it("leaves out what lies on the way", () => {
  const straight = Array.from({ length: 100 }, (_, i) => [i, 2 * i] as const);
  expect(pathOf(straight, same, same)).toBe("M0,0L99,198");
  const there = Array.from({ length: 201 }, (_, i) => [i, 50 * Math.sin(i / 30)] as const);
  expect(piecesOf(pathOf(there, same, same))[0]!.length).toBeLessThan(70);
  // A way back over the same points is drawn.
  expect(
    pathOf(
      [
        [0, 0],
        [50, 0],
        [20, 0],
      ],
      same,
      same,
    ),
  ).toBe("M0,0L50,0L20,0");
  expect(pathOf([[1, Number.NaN]], same, same)).toBe("");
});

/** From a point to the nearest of a line through points. */
function off([px, py]: Point, points: readonly Point[]): number {
  const ends =
    points.length === 1 ? [[points[0]!, points[0]!] as const] : points.slice(1).map((b, i) => [points[i]!, b] as const);
  return Math.min(
    ...ends.map(([[ax, ay], [bx, by]]) => {
      const [dx, dy] = [bx - ax, by - ay];
      const square = dx * dx + dy * dy;
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / square));
      return Math.hypot(px - ax - along * dx, py - ay - along * dy);
    }),
  );
}
