import { integer } from "../check.ts";
import { NndlError } from "../errors.ts";

/** A colour image: red, green and blue of each pixel, row by row from the top, as bytes. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** 3 · width · height bytes. */
  readonly pixels: Uint8Array;
}

/**
 * Refuses what is no whole image.
 *
 * @throws NndlError "image.rgb"
 */
export function checkImage(image: RgbImage): RgbImage {
  const side = (value: unknown, what: string) => integer(value, { code: "image.rgb", what }, { min: 1, max: 65_535 });
  const [width, height] = [side(image.width, "an image's width"), side(image.height, "an image's height")];
  if (!(image.pixels instanceof Uint8Array) || image.pixels.length !== 3 * width * height)
    throw new NndlError("image.rgb", {
      received: image.pixels instanceof Uint8Array ? `${image.pixels.length} bytes` : "something else",
      expected: `an image of ${width} × ${height} pixels must be a Uint8Array of ${3 * width * height} bytes`,
      next: "Give red, green and blue of each pixel, row by row; an alpha channel has to be left out.",
    });
  return image;
}

/**
 * The image as a network takes it: all red bytes, then all green, then all blue: channels × height × width.
 *
 * @throws NndlError "image.rgb"
 * @example channelBytes({ width: 2, height: 1, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) }); // Uint8Array 1 4 2 5 3 6
 */
export function channelBytes(image: RgbImage): Uint8Array {
  const { width, height, pixels } = checkImage(image);
  const area = width * height;
  const bytes = new Uint8Array(3 * area);
  for (let i = 0; i < area; i++) for (let c = 0; c < 3; c++) bytes[c * area + i] = pixels[3 * i + c]!;
  return bytes;
}
