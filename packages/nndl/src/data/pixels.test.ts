import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NumberArray, pixelsOf } from "./pixels.ts";

const bytes = Uint8Array.of(0, 0, 0, 3, 128, 200, 255);

describe("numbers of images", () => {
  it.each<[string, NumberArray]>([
    ["float32", Float32Array.from(bytes)],
    ["float64", Float64Array.from(bytes)],
    ["int16", Int16Array.from(bytes)],
    ["uint16", Uint16Array.from(bytes)],
    ["int32", Int32Array.from(bytes)],
    ["uint32", Uint32Array.from(bytes)],
    ["int8, wrapped around", Int8Array.from(bytes)],
    ["int8, less 128", Int8Array.from(bytes, (byte) => byte - 128)],
  ])("are bytes where they are whole from 0 to 255: %s", (_, values) => {
    const { features, byteScale, remark } = pixelsOf(values, "images");
    expect(features).toEqual(bytes);
    expect(byteScale).toBe(1 / 256);
    expect(remark?.code).toBe("data.pixels");
  });

  it("stay as they are, without a word, where they are bytes or shares of 1", () => {
    expect(pixelsOf(bytes, "images")).toEqual({ features: bytes, byteScale: 1 / 256, remark: undefined });
    const of255 = Float32Array.from(bytes, (byte) => byte / 255);
    expect(pixelsOf(of255, "images")).toEqual({ features: of255, byteScale: 1 / 255, remark: undefined });
    const of256 = Float32Array.from(bytes, (byte) => byte / 256);
    expect(pixelsOf(of256, "images").byteScale).toBe(1 / 256);
    const binary = Int32Array.of(0, 1, 1);
    expect(pixelsOf(binary, "images").features).toEqual(Float32Array.of(0, 1, 1));
  });

  it("become shares of 1 where they are levels of another number, or fractions", () => {
    expect(pixelsOf(Float64Array.of(0, 8, 16), "images").features).toEqual(Float32Array.of(0, 0.5, 1));
    expect(pixelsOf(Uint16Array.of(0, 32_768, 65_535), "images").features).toEqual(
      Float32Array.of(0, 0.5, 65_535 / 65_536),
    );
    expect(pixelsOf(Float32Array.of(0, 128, 200.5), "images").features).toEqual(Float32Array.of(0, 0.5, 200.5 / 256));
  });

  it("are remarked on where they are no pixels, and no remark is made of numbers within ±1", () => {
    const far = pixelsOf(Float32Array.of(-3, 300), "images");
    expect(far).toMatchObject({
      features: Float32Array.of(-3, 300),
      byteScale: undefined,
      remark: { code: "data.range" },
    });
    expect(far.remark?.what).toContain("from -3 to 300");
    expect(pixelsOf(Float32Array.of(-1, 0.5), "images")).toMatchObject({ byteScale: undefined, remark: undefined });
  });

  it("are at most 1 wherever they are called pixels", () => {
    const numbers = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 70_000 }), { minLength: 1 }).map((list) => Float64Array.from(list)),
      fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1 }).map((list) => Float64Array.from(list)),
      fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 1 }).map((list) => Int8Array.from(list)),
    );
    fc.assert(
      fc.property(numbers, (values) => {
        const { features, byteScale } = pixelsOf(values, "images");
        if (byteScale === undefined) return;
        const scale = features instanceof Uint8Array ? byteScale : 1;
        for (const value of features) expect(value * scale).toBeLessThanOrEqual(1);
      }),
    );
  });
});
