import { describe, expect, it } from "vitest";
import { paintingOrder, see } from "./projection.ts";

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
  it("paints what is farther away first", () => {
    for (const azimuth of [-2.5, -0.7, 0.6, 2.2]) {
      const { columns, rows } = paintingOrder(5, { azimuth, elevation: 0.5 });
      const depth = (column: number, row: number) => see(column / 4, row / 4, 0.5, { azimuth, elevation: 0 }).depth;
      expect(depth(columns[0]!, 0)).toBeGreaterThan(depth(columns.at(-1)!, 0));
      expect(depth(0, rows[0]!)).toBeGreaterThan(depth(0, rows.at(-1)!));
    }
  });
});
