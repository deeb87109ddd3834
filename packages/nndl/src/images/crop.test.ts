import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stream } from "../random/index.ts";
import { refused } from "../testing/refused.ts";
import { centreCrop, cropImage, flipHorizontally, randomCrop, tenCrop } from "./crop.ts";
import { channelBytes, type RgbImage } from "./rgb-image.ts";

/** Each pixel tells where it is: red is its column, green its row. */
function places(width: number, height: number): RgbImage {
  const pixels = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set([x, y, 7], 3 * (y * width + x));
  return { width, height, pixels };
}

/** The column and the row that the upper left pixel came from. */
const corner = ({ pixels }: RgbImage) => [pixels[0], pixels[1]];

const sides = fc.integer({ min: 1, max: 15 });

describe("a crop", () => {
  it("has the pixels of its place", () => {
    fc.assert(
      fc.property(sides, sides, fc.nat(99), fc.nat(99), (width, height, a, b) => {
        const [left, top] = [a % width, b % height];
        const part = cropImage(places(width, height), left, top, width - left, height - top);
        for (let y = 0; y < part.height; y++)
          for (let x = 0; x < part.width; x++) {
            const at = 3 * (y * part.width + x);
            expect([...part.pixels.subarray(at, at + 3)]).toEqual([left + x, top + y, 7]);
          }
      }),
    );
  });

  it("of the centre is in the centre", () => {
    expect(corner(centreCrop(places(9, 7), 3))).toEqual([3, 2]);
    expect(corner(centreCrop(places(10, 8), 3, 5))).toEqual([3, 1]);
    expect(centreCrop(places(4, 4), 4)).toEqual(places(4, 4));
  });

  it("at random is anywhere, and the same for the same stream", () => {
    const seen = new Set<string>();
    const chance = stream(1, "crops");
    for (let i = 0; i < 200; i++) seen.add(corner(randomCrop(places(5, 4), 3, 3, chance)).join());
    expect([...seen].sort()).toEqual(["0,0", "0,1", "1,0", "1,1", "2,0", "2,1"]);
    const once = randomCrop(places(50, 40), 3, 3, stream(2, "crops"));
    expect(randomCrop(places(50, 40), 3, 3, stream(2, "crops"))).toEqual(once);
  });

  it("is refused where it does not fit", () => {
    const image = places(4, 3);
    for (const act of [
      () => cropImage(image, 2, 0, 3, 3),
      () => cropImage(image, -1, 0, 2, 2),
      () => cropImage(image, 0, 0.5, 2, 2),
      () => centreCrop(image, 4),
      () => centreCrop(image, 0),
      () => randomCrop(image, 5, 1, stream(1, "x")),
      () => tenCrop(image, 4, 4),
    ])
      expect(refused(act).code).toBe("image.crop");
    expect(refused(() => centreCrop({ width: 4, height: 3, pixels: new Uint8Array(3) }, 1)).code).toBe("image.rgb");
  });
});

it("a mirror changes left and right, and twice nothing", () => {
  expect(corner(flipHorizontally(places(4, 2)))).toEqual([3, 0]);
  fc.assert(
    fc.property(sides, sides, (width, height) => {
      expect(flipHorizontally(flipHorizontally(places(width, height)))).toEqual(places(width, height));
    }),
  );
});

it("ten crops: four corners and the centre, and these mirrored", () => {
  const ten = tenCrop(places(10, 8), 4, 2);
  expect(ten.map(corner)).toEqual([
    ...[
      [0, 0],
      [6, 0],
      [0, 6],
      [6, 6],
      [3, 3],
    ],
    ...[
      [3, 0],
      [9, 0],
      [3, 6],
      [9, 6],
      [6, 3],
    ],
  ]);
  ten.slice(0, 5).forEach((part, i) => {
    expect(flipHorizontally(part)).toEqual(ten[i + 5]);
  });
});

it("channels come one after another", () => {
  expect([...channelBytes(places(2, 2))]).toEqual([0, 1, 0, 1, 0, 0, 1, 1, 7, 7, 7, 7]);
});
