import { NndlError } from "../../errors.ts";
import { decodeBmp, measureBmp } from "./bmp.ts";
import { adviceFor, fileKindOf } from "./file-kind.ts";
import { decodeGif, measureGif } from "./gif.ts";
import { decodeJpeg, measureJpeg } from "./jpeg.ts";
import { liesDown } from "./orientation.ts";
import { decodePng, measurePng } from "./png.ts";
import type { Raster } from "./raster.ts";
import { decodeWebp, measureWebp } from "./webp.ts";

interface Decoder {
  readonly decode: (bytes: Uint8Array, name: string) => Raster | Promise<Raster>;
  readonly measure: (bytes: Uint8Array, name: string) => { width: number; height: number; orientation: number };
}

/** By what {@link fileKindOf} says. */
const decoders: Readonly<Record<string, Decoder>> = {
  PNG: { decode: decodePng, measure: measurePng },
  JPEG: { decode: decodeJpeg, measure: measureJpeg },
  "a WebP image": { decode: decodeWebp, measure: measureWebp },
  "a GIF": { decode: decodeGif, measure: measureGif },
  "a BMP image": { decode: decodeBmp, measure: measureBmp },
};

/** Whether some bytes begin as a picture that can be decoded. */
export function isPicture(bytes: Uint8Array): boolean {
  return Object.hasOwn(decoders, fileKindOf(bytes) ?? "");
}

/**
 * Decodes a picture: a PNG, a JPEG, a BMP, or the first picture of a WebP or a GIF, turned as its EXIF data say.
 *
 * The first bytes decide what it is, and not the file's name. The same bytes give the same pixels in Node and in every
 * browser: no system's own decoder is asked.
 *
 * @param name names the file in errors
 * @throws NndlError "image.format" for other files, "image.damaged", "image.size" for more than 50 megapixels
 * @example
 * const dot = encodePng({ width: 1, height: 1, pixels: Uint8Array.of(200) });
 * (await decodePicture(dot, "dot.png")).pixels; // Uint8Array [200]
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<Raster> {
  return decoderOf(bytes, name).decode(bytes, name);
}

/** The size of a picture as it is seen, without decoding it. @throws NndlError as {@link decodePicture} */
export function measurePicture(bytes: Uint8Array, name: string): { readonly width: number; readonly height: number } {
  const { width, height, orientation } = decoderOf(bytes, name).measure(bytes, name);
  return liesDown(orientation) ? { width: height, height: width } : { width, height };
}

function decoderOf(bytes: Uint8Array, name: string): Decoder {
  const kind = bytes.length === 0 ? "an empty file" : fileKindOf(bytes);
  const decoder = decoders[kind ?? ""];
  if (decoder !== undefined) return decoder;
  throw new NndlError("image.format", {
    received: kind ?? "something else",
    expected: `${name} must be a PNG, a JPEG, a WebP, a GIF or a BMP`,
    next: adviceFor(kind),
  });
}
