import { describe, expect, it } from "vitest";
import { stream } from "../random/index.ts";
import { refused } from "../testing/refused.ts";
import { centreCrop, cropImage, flipHorizontally } from "./crop.ts";
import { storedPhotograph, testCrops, trainingCrop } from "./imagenet.ts";
import { channelBytes } from "./rgb-image.ts";

function photograph(width: number, height: number) {
  return { width, height, pixels: Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * 7919) >>> 5) };
}

/** A comparison that takes no second for a hundred thousand bytes. */
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

it.each([
  [640, 400],
  [300, 900],
  [90, 120],
])("a photograph of %d × %d is kept as 256 × 256", (width, height) => {
  const { width: w, height: h, pixels } = storedPhotograph(photograph(width, height));
  expect([w, h, pixels.length]).toEqual([256, 256, 3 * 256 * 256]);
});

describe("an example for training", () => {
  const stored = photograph(256, 256);

  it("is a part of 227 × 227, by itself or mirrored, and never only one of these", () => {
    const kinds = new Set<boolean>();
    const places = new Set<string>();
    for (let step = 0; step < 12; step++) {
      const chance = stream(5, "crops", step);
      const bytes = trainingCrop(stored, stream(5, "crops", step));
      const [left, top, mirrored] = [chance.integer(30), chance.integer(30), chance.integer(2) === 1];
      const part = cropImage(stored, left, top, 227, 227);
      expect(same(bytes, channelBytes(mirrored ? flipHorizontally(part) : part))).toBe(true);
      kinds.add(mirrored);
      places.add(`${left} ${top}`);
    }
    expect(kinds.size).toBe(2);
    expect(places.size).toBeGreaterThan(9);
  });

  it("can be smaller, and not larger than what is kept", () => {
    expect(trainingCrop(stored, stream(1, "x"), 67).length).toBe(3 * 67 * 67);
    expect(refused(() => trainingCrop(stored, stream(1, "x"), 257)).code).toBe("image.crop");
  });
});

it("the ten test crops follow one another", () => {
  const stored = photograph(256, 256);
  const bytes = testCrops(stored, 67);
  const size = 3 * 67 * 67;
  expect(bytes.length).toBe(10 * size);
  const centre = centreCrop(stored, 67);
  expect(bytes.subarray(4 * size, 5 * size)).toEqual(channelBytes(centre));
  expect(bytes.subarray(9 * size)).toEqual(channelBytes(flipHorizontally(centre)));
});
