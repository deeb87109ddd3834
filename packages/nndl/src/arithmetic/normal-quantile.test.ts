import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

describe("normalQuantile", () => {
  // From Python 3.11, statistics.NormalDist().inv_cdf, which follows the same paper with the C library's logarithm.
  it.each([
    [2 ** -53, -8.209536151601386],
    [1e-300, -37.0470962993612],
    [1e-10, -6.361340902404056],
    [0.001, -3.090232306167813],
    [0.01, -2.3263478740408408],
    [0.0749, -1.4402382675279632],
    [0.2, -0.8416212335729142],
    [0.25, -0.6744897501960817],
    [0.9, 1.2815515655446008],
    [0.975, 1.9599639845400536],
    [0.999, 3.090232306167813],
    [1 - 2 ** -53, 8.209536151601386],
  ])("at %d is %d", (p, z) => {
    expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(1e-15);
  });

  it("is zero at one half, infinite at the ends, NaN outside", () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
    expect(normalQuantile(NaN)).toBeNaN();
  });

  it("is odd about one half and never falls", () => {
    const probability = fc.integer({ min: 1, max: 2 ** 31 }).map((k) => k / 2 ** 32);
    fc.assert(
      fc.property(probability, (p) => {
        expect(normalQuantile(1 - p)).toBe(-normalQuantile(p) + 0);
      }),
    );
    // Steps of 2^-32 across the seams between the quotients would show a jump as a fall.
    for (const seam of [0.075, 0.925, Math.exp(-25)]) {
      for (let i = -50; i < 50; i++) {
        const p = seam + i * seam * 1e-9;
        expect(normalQuantile(p + seam * 1e-9)).toBeGreaterThanOrEqual(normalQuantile(p));
      }
    }
  });
});
