import { describe, expect, test } from "vitest";
import type { GreyImage } from "./grey-image.ts";
import { strokeWidth, thicken } from "./thicken.ts";

/** A vertical line of the given width in a field of 60 × 60. */
function line(width: number): GreyImage {
  const values = new Float32Array(3600);
  for (let y = 5; y < 55; y++) for (let x = 30; x < 30 + width; x++) values[y * 60 + x] = 1;
  return { width: 60, height: 60, values };
}

describe("strokes", () => {
  test.each([1, 2, 3, 5, 8])("a line %i pixels wide is measured as that", (width) => {
    expect(strokeWidth(line(width)) / width).toBeGreaterThan(0.8);
    expect(strokeWidth(line(width)) / width).toBeLessThan(1.1);
  });

  test("soft edges do not change the width", () => {
    const soft = line(6);
    for (let y = 5; y < 55; y++) for (const x of [29, 36]) soft.values[y * 60 + x] = 0.5;
    expect(strokeWidth(soft)).toBeGreaterThan(strokeWidth(line(6)));
    expect(strokeWidth(soft)).toBeLessThan(strokeWidth(line(8)));
  });

  test("nothing has no width", () => {
    expect(strokeWidth({ width: 3, height: 3, values: new Float32Array(9) })).toBe(0);
  });

  test.each([1, 2.5, 4])("become %d pixels wider, on both sides alike", (by) => {
    const wide = thicken(line(3), by);
    const across = wide.values.subarray(30 * 60, 31 * 60);
    expect(across.reduce((sum, value) => sum + value, 0)).toBeCloseTo(3 + by, 5);
    expect(across[29]).toBeCloseTo(across[33], 6);
    expect(Math.max(...wide.values)).toBe(1);
  });

  test("reach no further than the image", () => {
    const corner = { width: 2, height: 2, values: Float32Array.of(1, 0, 0, 0) };
    expect([...thicken(corner, 20).values]).toEqual([1, 1, 1, 1]);
  });
});
