import { NndlError } from "nndl";
import type { GreyImage } from "nndl/images";
import { decodeJpeg } from "./jpeg.ts";
import { decodePng } from "./png.ts";
import { flatten } from "./raster.ts";
import { kindOf } from "./sniff.ts";

/**
 * Decodes a PNG or a JPEG to grey, 0 for black to 1 for white; what is transparent is laid on a background.
 *
 * The first bytes decide what it is, and not the file's name.
 *
 * @param name names the file in errors
 * @throws NndlError "image.format" for other files, "image.damaged", "image.size"
 */
export async function readImage(bytes: Uint8Array, name: string): Promise<GreyImage> {
  const kind = bytes.length === 0 ? "an empty file" : kindOf(bytes);
  if (kind === "PNG") return flatten(decodePng(bytes, name));
  if (kind === "JPEG") return flatten(await decodeJpeg(bytes, name));
  throw new NndlError("image.format", {
    received: kind ?? "something else",
    expected: `${name} must be a PNG or a JPEG`,
    next: kind?.match(/image|photo|GIF|drawing|icon/)
      ? "Open it in an image editor and save it as PNG."
      : "Give an image of a digit.",
  });
}
