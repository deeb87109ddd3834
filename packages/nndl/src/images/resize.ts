import { positiveInteger } from "../check.ts";
import { checkImage, type RgbImage } from "./rgb-image.ts";

/** The old pixels in a row that make a new one, and how much each counts; the shares add up to 1. */
interface Mixture {
  readonly first: number;
  readonly shares: Float64Array;
}

/**
 * The image in another size, without the moiré that picking pixels would give: each new pixel is a mean of the old ones
 * about it, weighted by a triangle that is as wide as two new pixels, or two old ones where these are larger. What
 * Pillow and torchvision call antialiased bilinear. One pass along the rows, one along the columns, rounded at the end.
 *
 * @throws NndlError "image.rgb", "image.resize" when a side is no positive integer
 * @example resizeImage({ width: 1, height: 1, pixels: Uint8Array.of(9, 8, 7) }, 2, 2).pixels.length; // 12
 */
export function resizeImage(image: RgbImage, width: number, height: number): RgbImage {
  checkImage(image);
  positiveInteger(width, { code: "image.resize", what: "the new width" }, 65_535);
  positiveInteger(height, { code: "image.resize", what: "the new height" }, 65_535);
  const columns = mixtures(image.width, width);
  const rows = mixtures(image.height, height);
  const narrow = new Float64Array(3 * width * image.height);
  for (let y = 0; y < image.height; y++)
    columns.forEach(({ first, shares }, x) => {
      for (let i = 0; i < shares.length; i++)
        for (let c = 0; c < 3; c++)
          narrow[3 * (y * width + x) + c]! += shares[i]! * image.pixels[3 * (y * image.width + first + i) + c]!;
    });
  const pixels = new Uint8Array(3 * width * height);
  const line = new Float64Array(3 * width);
  rows.forEach(({ first, shares }, y) => {
    line.fill(0);
    shares.forEach((share, i) => {
      const start = 3 * (first + i) * width;
      for (let j = 0; j < line.length; j++) line[j]! += share * narrow[start + j]!;
    });
    for (let j = 0; j < line.length; j++) pixels[3 * y * width + j] = Math.floor(line[j]! + 0.5);
  });
  return { width, height, pixels };
}

/**
 * The image with its shorter side as long as said and its shape kept, as the KSH network's preprocessing begins.
 *
 * @throws NndlError "image.rgb", "image.resize"
 * @see chapter 6, the 2012 KSH paper: the shorter side to 256
 */
export function resizeShorterSide(image: RgbImage, side: number): RgbImage {
  const { width, height } = checkImage(image);
  positiveInteger(side, { code: "image.resize", what: "the length of the shorter side" }, 65_535);
  const shorter = Math.min(width, height);
  const longer = (length: number) => Math.floor((length * side) / shorter + 0.5);
  return resizeImage(image, longer(width), longer(height));
}

function mixtures(before: number, after: number): Mixture[] {
  const step = before / after;
  const reach = Math.max(1, step);
  return Array.from({ length: after }, (_, place) => {
    const centre = (place + 0.5) * step;
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(before, Math.floor(centre + reach + 0.5));
    const shares = Float64Array.from({ length: end - first }, (_, i) =>
      Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / reach),
    );
    const sum = shares.reduce((total, share) => total + share, 0);
    return { first, shares: shares.map((share) => share / sum) };
  });
}
