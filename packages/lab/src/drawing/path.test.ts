import { line } from "d3-shape";
import fc from "fast-check";
import { expect, it } from "vitest";
import { pathOf } from "./path.ts";

it("is the path that d3 makes, but for single points, of which neither draws anything", () => {
  const point = fc.tuple(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.double({ min: -1e6, max: 1e6 }));
  const [x, y] = [(value: number) => 3 * value + 1, (value: number) => 200 - value / 7];
  const byD3 = line<readonly [number, number]>(
    (each) => x(each[0]),
    (each) => y(each[1]),
  ).defined((each) => Number.isFinite(each[1]));
  fc.assert(
    fc.property(fc.array(point), (points) => {
      expect(pathOf(points, x, y)).toBe((byD3(points) ?? "").replaceAll("Z", ""));
    }),
  );
});
