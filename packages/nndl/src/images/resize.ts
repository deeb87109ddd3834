import { positiveInteger } from "../check.ts";
import { resizeBytes } from "./resize-bytes.ts";
import { checkImage, type RgbImage } from "./rgb-image.ts";

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
  return { width, height, pixels: resizeBytes(image, 3, width, height) };
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
