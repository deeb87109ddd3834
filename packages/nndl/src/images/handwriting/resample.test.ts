import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GreyImage } from "./grey-image.ts";
import { resample } from "./resample.ts";

function picture(width: number, height: number): GreyImage {
  return { width, height, values: Float32Array.from({ length: width * height }, (_, i) => ((i * 37) % 101) / 100) };
}

const whole = ({ width, height }: GreyImage) => ({ x: 0, y: 0, width, height });
const mean = ({ values }: GreyImage) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("resampling", () => {
  test("to the same size changes nothing", () => {
    const image = picture(7, 5);
    expect(resample(image, whole(image), 7, 5)).toEqual(image);
  });

  test("to half the size takes the mean of each square", () => {
    const { values } = resample(
      { width: 4, height: 2, values: Float32Array.of(0, 1, 1, 1, 0, 1, 0, 0) },
      { x: 0, y: 0, width: 4, height: 2 },
      2,
      1,
    );
    expect([...values]).toEqual([0.5, 0.5]);
  });

  test("counts the parts of pixels: three into two", () => {
    const { values } = resample(
      { width: 3, height: 1, values: Float32Array.of(0, 0.6, 1) },
      { x: 0, y: 0, width: 3, height: 1 },
      2,
      1,
    );
    expect(values[0]).toBeCloseTo(0.2, 6);
    expect(values[1]).toBeCloseTo((0.3 + 1) / 1.5, 6);
  });

  test("undoes an enlargement by a whole factor", () => {
    const image = picture(6, 9);
    const large = resample(image, whole(image), 30, 45);
    const back = resample(large, whole(large), 6, 9);
    back.values.forEach((value, i) => {
      expect(value).toBeCloseTo(image.values[i], 5);
    });
  });

  test("takes only the box", () => {
    const image = picture(8, 6);
    const { values } = resample(image, { x: 2, y: 3, width: 3, height: 2 }, 3, 2);
    expect([...values]).toEqual([...image.values.subarray(26, 29), ...image.values.subarray(34, 37)]);
  });

  test("keeps the mean, whatever the sizes", () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(side, side, side, side, (width, height, newWidth, newHeight) => {
        const image = picture(width, height);
        const result = resample(image, whole(image), newWidth, newHeight);
        expect(result.values).toHaveLength(newWidth * newHeight);
        expect(Math.abs(mean(result) - mean(image))).toBeLessThan(1e-5);
        for (const value of result.values) expect(value >= 0 && value <= 1.00001).toBe(true);
      }),
    );
  });
});
