import { integer } from "../check.ts";
import { NndlError } from "../errors.ts";
import type { Stream } from "../random/index.ts";
import { checkImage, type RgbImage } from "./rgb-image.ts";

/**
 * The part of an image whose upper left pixel is in column `left` and row `top`.
 *
 * @throws NndlError "image.rgb", "image.crop" when the part is not wholly inside
 */
export function cropImage(image: RgbImage, left: number, top: number, width: number, height: number): RgbImage {
  checkFits(image, width, height);
  integer(left, { code: "image.crop", what: "the first column" }, { min: 0, max: image.width - width });
  integer(top, { code: "image.crop", what: "the first row" }, { min: 0, max: image.height - height });
  const pixels = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    const start = 3 * ((top + y) * image.width + left);
    pixels.set(image.pixels.subarray(start, start + 3 * width), 3 * y * width);
  }
  return { width, height, pixels };
}

/** The middle of an image; where it cannot be in the very middle, it lies half a pixel further left and up. */
export function centreCrop(image: RgbImage, width: number, height: number = width): RgbImage {
  checkFits(image, width, height);
  const [left, top] = [Math.floor((image.width - width) / 2), Math.floor((image.height - height) / 2)];
  return cropImage(image, left, top, width, height);
}

/** A part anywhere in an image, each place equally likely. Reads two integers from the stream: column, then row. */
export function randomCrop(image: RgbImage, width: number, height: number, chance: Stream): RgbImage {
  checkFits(image, width, height);
  const left = chance.integer(image.width - width + 1);
  const top = chance.integer(image.height - height + 1);
  return cropImage(image, left, top, width, height);
}

/** The image in a mirror: left and right change places. */
export function flipHorizontally(image: RgbImage): RgbImage {
  const { width, height, pixels } = checkImage(image);
  const flipped = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = 3 * (y * width + x);
      flipped.set(pixels.subarray(from, from + 3), 3 * (y * width + width - 1 - x));
    }
  return { width, height, pixels: flipped };
}

/**
 * The ten parts whose predictions the KSH network averages: the four corners (upper left, upper right, lower left, lower
 * right) and the centre, then the mirror images of these.
 *
 * @throws NndlError "image.rgb", "image.crop"
 */
export function tenCrop(image: RgbImage, width: number, height: number = width): readonly RgbImage[] {
  checkFits(image, width, height);
  const [right, bottom] = [image.width - width, image.height - height];
  const corners = [
    [0, 0],
    [right, 0],
    [0, bottom],
    [right, bottom],
  ] as const;
  const five = [
    ...corners.map(([left, top]) => cropImage(image, left, top, width, height)),
    centreCrop(image, width, height),
  ];
  return [...five, ...five.map(flipHorizontally)];
}

function checkFits(image: RgbImage, width: number, height: number): void {
  checkImage(image);
  integer(width, { code: "image.crop", what: "the width of a crop" }, { min: 1 });
  integer(height, { code: "image.crop", what: "the height of a crop" }, { min: 1 });
  if (width > image.width || height > image.height)
    throw new NndlError("image.crop", {
      received: `a crop of ${width} × ${height} pixels from ${image.width} × ${image.height}`,
      expected: "a crop must be no larger than its image",
      next: "Make the image larger first (resizeShorterSide), or the crop smaller.",
    });
}
