import fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "../testing/golden/images.golden.json" with { type: "json" };
import { refused } from "../testing/refused.ts";
import { resizeImage, resizeShorterSide } from "./resize.ts";

const anyImage = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: 3 * width * height, maxLength: 3 * width * height })
      .map((pixels) => ({ width, height, pixels })),
  );

describe("resizing", () => {
  it.each(golden.map((entry) => [`${entry.before} to ${entry.after}`, entry] as const))(
    "as Pillow does: %s",
    (_, { before, after, given, resized }) => {
      const image = { width: before[0]!, height: before[1]!, pixels: Uint8Array.from(given) };
      const { width, height, pixels } = resizeImage(image, after[0]!, after[1]!);
      expect([width, height]).toEqual(after);
      // Pillow rounds twice, we once.
      expect(Math.max(...pixels.map((value, i) => Math.abs(value - resized[i]!)))).toBeLessThanOrEqual(1);
    },
  );

  it("to its own size changes nothing", () => {
    fc.assert(
      fc.property(anyImage, (image) => {
        expect(resizeImage(image, image.width, image.height)).toEqual(image);
      }),
    );
  });

  it("keeps every value between the darkest and the lightest", () => {
    const side = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(anyImage, side, side, (image, width, height) => {
        const { pixels } = resizeImage(image, width, height);
        expect(pixels.length).toBe(3 * width * height);
        expect(Math.min(...pixels)).toBeGreaterThanOrEqual(Math.min(...image.pixels));
        expect(Math.max(...pixels)).toBeLessThanOrEqual(Math.max(...image.pixels));
      }),
    );
  });

  it("turns fine stripes into their mean, not into coarse stripes", () => {
    const pixels = Uint8Array.from({ length: 3 * 64 * 4 }, (_, i) => (Math.floor(i / 3) % 2) * 200);
    const { pixels: small } = resizeImage({ width: 64, height: 4, pixels }, 9, 4);
    // The triangle is cut off at the edges, where its mean is a little off.
    for (const value of small) expect(Math.abs(value - 100)).toBeLessThanOrEqual(8);
  });
});

it.each([
  [640, 480, 256, [341, 256]],
  [480, 640, 256, [256, 341]],
  [300, 300, 256, [256, 256]],
  [10, 30, 20, [20, 60]],
])("the shorter side of %d × %d becomes %d", (width, height, side, [newWidth, newHeight]) => {
  const image = { width, height, pixels: new Uint8Array(3 * width * height) };
  expect(resizeShorterSide(image, side)).toMatchObject({ width: newWidth, height: newHeight });
});

it("refuses sizes that are none, and bytes that do not fit", () => {
  const image = { width: 2, height: 2, pixels: new Uint8Array(12) };
  for (const [width, height] of [
    [0, 2],
    [2, -1],
    [1.5, 2],
    [Number.NaN, 2],
  ] as const)
    expect(refused(() => resizeImage(image, width, height)).code).toBe("image.resize");
  expect(refused(() => resizeShorterSide(image, 0)).code).toBe("image.resize");
  expect(refused(() => resizeImage({ ...image, pixels: new Uint8Array(16) }, 1, 1)).code).toBe("image.rgb");
  expect(refused(() => resizeImage({ ...image, width: 0 }, 1, 1)).code).toBe("image.rgb");
});
