import { describe, expect, it } from "vitest";
import { close, expectClose, expectCloseInScale, expectCloseMaps, expectSameBits } from "./close.ts";

const tolerance = { rtol: 1e-3, atol: 1e-6 };

describe("the comparator", () => {
  it("allows a relative and an absolute difference, and no more", () => {
    expect(close(1000, 1000.9, tolerance)).toBe(true);
    expect(close(1000, 1001.1, tolerance)).toBe(false);
    expect(close(0, 9e-7, tolerance)).toBe(true);
    expect(close(0, 2e-6, tolerance)).toBe(false);
    expect(close(-1, 1, tolerance)).toBe(false);
  });

  it("takes NaN for NaN alone and an infinity for itself alone", () => {
    const strange = [Number.NaN, Infinity, -Infinity];
    for (const a of [...strange, 0, 1e308])
      for (const b of strange) expect(close(a, b, { rtol: 1, atol: 1e308 })).toBe(Object.is(a, b));
  });

  it("names the place of what is wrong", () => {
    expect(() => expectClose([1, 2, 3], [1, 2.5, 3], tolerance, "w")).toThrow("w: 2 instead of 2.5 at 1 of 3");
    expect(() => expectClose([1], [1, 1], tolerance, "w")).toThrow("w: 1 numbers instead of 2");
    expect(() => expectClose([Number.NaN], [0], tolerance)).toThrow("NaN instead of 0");
    expect(() => expectCloseInScale([1000, 0.01], [1000, 0], tolerance)).toThrow("0.01 instead of 0 at 1");
    expectCloseInScale([1000, 0.0009], [1000, 0], tolerance);
  });

  it("compares maps key by key", () => {
    const one = new Map([["a", [1]]]);
    expect(() => expectCloseMaps(one, new Map([["b", [1]]]), tolerance)).toThrow("the keys a instead of b");
    expect(() => expectCloseMaps(one, new Map([["a", [2]]]), tolerance)).toThrow("a: 1 instead of 2");
    expectCloseMaps(one, new Map([["a", [1.0001]]]), tolerance);
  });

  it("tells bits apart that compare equal", () => {
    expect(() => expectSameBits(Float32Array.of(0), Float32Array.of(-0))).toThrow("other bits at 0 of 1");
    expect(() => expectSameBits(Float32Array.of(1), Float32Array.of(1, 1))).toThrow("1 numbers instead of 2");
    expectSameBits(Float32Array.of(Number.NaN, 1), Float32Array.of(Number.NaN, 1));
  });
});
