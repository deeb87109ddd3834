import { describe, expect, it } from "vitest";
import { mnist } from "../../data/index.ts";
import { refused } from "../../testing/refused.ts";
import { centerDigit, isCenteredDigit } from "./center.ts";

const field = { width: 28, height: 28 };

describe("centring as MNIST does", () => {
  it("puts a small drawing in a corner where MNIST would have it", () => {
    const values = new Float32Array(100 * 100);
    // A vertical stroke, 6 × 30.
    for (let y = 5; y < 35; y++) for (let x = 4; x < 10; x++) values[y * 100 + x] = 0.5;
    const centred = centerDigit({ width: 100, height: 100, values }, field);
    expect(isCenteredDigit(centred, field)).toBe(true);
    expect(Math.max(...centred.values)).toBe(1);
    const rows = Array.from({ length: 28 }, (_, y) =>
      centred.values.slice(28 * y, 28 * y + 28).some((value) => value > 0),
    );
    expect(rows.filter(Boolean)).toHaveLength(20);
  });

  it("leaves a digit of MNIST nearly where it is", async () => {
    const digit = (await mnist()).test.input(0);
    const centred = centerDigit({ ...field, values: digit }, field);
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);
    expect(centred.values.reduce((sum, value, i) => sum + Math.abs(value - digit[i]!), 0)).toBeLessThan(
      0.3 * mean(digit),
    );
  });

  it("refuses a blank", () => {
    expect(refused(() => centerDigit({ width: 2, height: 2, values: new Float32Array(4) }, field)).code).toBe(
      "image.blank",
    );
  });
});
