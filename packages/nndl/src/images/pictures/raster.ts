import { NndlError } from "../../errors.ts";
import type { GreyImage } from "../handwriting/index.ts";

/** A decoded picture: the colours of each pixel, row by row from the top, and how opaque it is where that varies. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue, one after another. */
  readonly channels: 1 | 3;
  /** channels · width · height numbers: bytes, or numbers of 16 bits where the file has these. */
  readonly pixels: Uint8Array | Uint16Array;
  /** width · height numbers of the same kind, 0 for transparent; absent where all is opaque. */
  readonly alpha?: Uint8Array | Uint16Array | undefined;
}

/** The most pixels a picture may have: more than any camera's, and few enough to hold in memory. */
export const mostPixels = 50_000_000;

/** The largest number of a channel. */
export function fullOf({ pixels }: Pick<Raster, "pixels">): 255 | 65_535 {
  return pixels instanceof Uint16Array ? 65_535 : 255;
}

/** How light a colour looks (ITU-R BT.601), on the scale of its components. */
export function lightness(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/**
 * Lays what is transparent on a background: on white where the opaque part is dark, on black where it is light, because
 * a drawing is made to be seen.
 */
export function flatten(raster: Raster): Raster {
  const { width, height, channels, pixels, alpha } = raster;
  if (alpha === undefined) return raster;
  const full = fullOf(raster);
  const background = isLight(raster, alpha) ? 0 : full;
  const laid = pixels.slice();
  for (let i = 0; i < laid.length; i++) {
    const share = alpha[channels === 1 ? i : Math.floor(i / 3)]! / full;
    laid[i] = Math.floor(pixels[i]! * share + background * (1 - share) + 0.5);
  }
  return { width, height, channels, pixels: laid };
}

/** How light each pixel is, from 0 (black) to 1 (white); what is transparent is laid on a background as {@link flatten} does. */
export function greyOf(raster: Raster): GreyImage {
  const { width, height, alpha } = raster;
  const full = fullOf(raster);
  const light = new Float32Array(width * height);
  for (let i = 0; i < light.length; i++) light[i] = lightAt(raster, i) / full;
  if (alpha === undefined) return { width, height, values: light };
  const opacity = Float32Array.from(alpha, (value) => value / full);
  const background = isLight(raster, alpha) ? 0 : 1;
  return { width, height, values: light.map((value, i) => value * opacity[i]! + background * (1 - opacity[i]!)) };
}

/** Whether what is opaque is light rather than dark. */
function isLight(raster: Raster, alpha: Uint8Array | Uint16Array): boolean {
  let opaque = 0;
  let sum = 0;
  for (let i = 0; i < alpha.length; i++) {
    opaque += alpha[i]!;
    sum += alpha[i]! * lightAt(raster, i);
  }
  return sum > (opaque * fullOf(raster)) / 2;
}

function lightAt({ channels, pixels }: Raster, i: number): number {
  return channels === 1 ? pixels[i]! : lightness(pixels[3 * i]!, pixels[3 * i + 1]!, pixels[3 * i + 2]!);
}

/** The same picture with one byte for each number. */
export function asBytes(raster: Raster): Raster & { readonly pixels: Uint8Array } {
  const { pixels, alpha } = raster;
  if (pixels instanceof Uint8Array) return { ...raster, pixels };
  const eight = (values: Uint8Array | Uint16Array) => Uint8Array.from(values, (value) => Math.floor(value / 257 + 0.5));
  return { ...raster, pixels: eight(pixels), ...(alpha === undefined ? {} : { alpha: eight(alpha) }) };
}

/** Refuses a picture with more pixels than are taken, before anything is allocated. @throws NndlError "image.size" */
export function checkSize(name: string, width: number, height: number): void {
  if (width * height <= mostPixels) return;
  throw new NndlError("image.size", {
    received: `${width} × ${height} pixels`,
    expected: `${name} must have at most ${mostPixels / 1e6} million pixels`,
    next: "Make the image smaller; a few hundred pixels a side are plenty.",
  });
}

/** A file that says it is an image and is not a whole one. */
export function damaged(name: string, found: string, cause?: unknown): NndlError {
  return new NndlError(
    "image.damaged",
    {
      received: found,
      expected: `${name} must be an intact image`,
      next: "The file is damaged or was cut off: copy it again, or open it in an image editor and save it anew.",
    },
    { cause },
  );
}
