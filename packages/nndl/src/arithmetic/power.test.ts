import { describe, expect, it } from "vitest";
import { power } from "./power.ts";

/** numerator/denominator as the nearest double would be, to within a relative 2⁻⁶⁰. */
function quotient(numerator: bigint, denominator: bigint): number {
  return Number((numerator << 80n) / denominator) / 2 ** 80;
}

describe("power", () => {
  it("is within a half unit in the last place for each factor", () => {
    // base = m / 2⁵⁷ exactly, so base^n = mⁿ / 2⁵⁷ⁿ is known exactly.
    for (const base of [0.1, 1 / 3, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999]) {
      const m = BigInt(base * 2 ** 57);
      for (const n of [0, 1, 2, 3, 4, 5, 6, 7, 8, 13, 64, 100, 255, 1000]) {
        const exact = quotient(m ** BigInt(n), 2n ** BigInt(57 * n));
        expect(Math.abs(power(base, n) - exact)).toBeLessThanOrEqual(Math.max(1, n) * 2 ** -53 * exact + 2 ** -79);
      }
    }
  });

  it("agrees with Math.pow within 1e−15 where few factors are multiplied", () => {
    for (let base = 0; base <= 1; base += 1 / 64)
      for (let n = 0; n <= 16; n++) expect(Math.abs(power(base, n) - base ** n)).toBeLessThanOrEqual(1e-15);
  });

  it("takes any exponent that a run can reach", () => {
    expect(power(0.5, 1074)).toBe(2 ** -1074);
    expect(power(0.5, 2_000_000_000)).toBe(0);
    expect(power(1, Number.MAX_SAFE_INTEGER)).toBe(1);
    expect(power(0, 0)).toBe(1);
    expect(power(0, 7)).toBe(0);
    expect(power(2, 52)).toBe(2 ** 52);
    // Exponents past 2³² are not cut to 32 bits.
    expect(power(1 - 2 ** -52, 2 ** 33)).toBeCloseTo(Math.exp(-(2 ** -19)), 12);
  });
});
