import { describe, expect, it } from "vitest";
import { type Corners, meshOf, touch } from "./mesh.ts";
import { paintingOrder, see, seenHeight } from "./projection.ts";

describe("seeing a cube", () => {
  it("sees its middle in the middle, from anywhere", () => {
    const { across, up, depth } = see(0.5, 0.5, 0.5, { azimuth: 1, elevation: 0.4 });
    expect([across, up, depth]).toEqual([0, 0, 0]);
  });
  it("sees from the side what is high, and from above what is far", () => {
    expect(see(0.5, 0.5, 1, { azimuth: 0, elevation: 0 }).up).toBeCloseTo(0.375);
    expect(see(0.5, 1, 0.5, { azimuth: 0, elevation: Math.PI / 2 }).up).toBeCloseTo(0.5);
    expect(see(1, 0.5, 0.5, { azimuth: 0, elevation: 0.3 }).across).toBeCloseTo(0.5);
  });
  it("knows how high the cube is seen at most", () => {
    for (const elevation of [0, 0.3, 0.9, Math.PI / 2]) {
      const turns = Array.from({ length: 200 }, (_, i) => (2 * Math.PI * i) / 200);
      const highest = turns.flatMap((azimuth) =>
        [0, 1].flatMap((x) => [0, 1].map((y) => 2 * see(x, y, 1, { azimuth, elevation }).up)),
      );
      expect(Math.max(...highest)).toBeCloseTo(seenHeight(elevation), 3);
    }
  });
  it("paints what is farther away first", () => {
    for (const azimuth of [-2.5, -0.7, 0.6, 2.2]) {
      const { columns, rows } = paintingOrder(5, 5, { azimuth, elevation: 0.5 });
      const depth = (column: number, row: number) => see(column / 4, row / 4, 0.5, { azimuth, elevation: 0 }).depth;
      expect(depth(columns[0]!, 0)).toBeGreaterThan(depth(columns.at(-1)!, 0));
      expect(depth(0, rows[0]!)).toBeGreaterThan(depth(0, rows.at(-1)!));
    }
  });
});

describe("a surface that is touched", () => {
  const xs = [0, 0.1, 0.4, 0.75, 1];
  const ys = [0, 0.3, 0.5, 1];
  const surface = (height: (x: number, y: number) => number): Corners => ({
    xs,
    ys,
    zs: ys.flatMap((y) => xs.map((x) => height(x, y))),
  });

  it("gives back the place that was seen, from any side", () => {
    const corners = surface((x, y) => 0.3 + 0.2 * x + 0.1 * y);
    for (const azimuth of [-2.6, -0.6, 0.4, 1.9]) {
      const view = { azimuth, elevation: 0.6 };
      for (const [x, y] of [
        [0.05, 0.2],
        [0.5, 0.9],
        [0.99, 0.01],
      ] as const) {
        const { across, up } = see(x, y, 0.3 + 0.2 * x + 0.1 * y, view);
        const place = touch(corners, meshOf(corners, view), view, across, up)!;
        expect(place[0]).toBeCloseTo(x);
        expect(place[1]).toBeCloseTo(y);
      }
    }
  });
  it("takes of two places one behind the other the nearer, and none beside the surface", () => {
    const wall = surface((_, y) => (y === 0 ? 1 : 0));
    const view = { azimuth: 0, elevation: 0.3 };
    const behind = see(0.5, 0.6, 0, view);
    expect(touch(wall, meshOf(wall, view), view, behind.across, behind.up)![1]).toBeLessThan(0.3);
    expect(touch(wall, meshOf(wall, view), view, 2, 0)).toBeUndefined();
  });
});
