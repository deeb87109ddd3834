/** The pixels of a WebP file. Fetched only where there is one. */
import { damaged, type Raster } from "../raster.ts";
import { readAlpha } from "./alpha.ts";
import { BrokenPicture } from "./broken.ts";
import type { PackedPicture, WebpParts } from "./container.ts";
import { readLossless } from "./lossless.ts";
import { readLossy } from "./lossy.ts";

/** @throws NndlError "image.damaged" */
export function decodeParts({ width, height, picture, left, top }: WebpParts, name: string): Raster {
  const { pixels, alpha } = unpacked(picture, name);
  const isWhole = picture.width === width && picture.height === height;
  if (isWhole) return { width, height, channels: 3, pixels, ...(alpha && isSeeThrough(alpha) ? { alpha } : {}) };
  // The first frame of moving pictures covers a part of what is seen; the rest is transparent.
  const all = new Uint8Array(3 * width * height);
  const opacity = new Uint8Array(width * height);
  for (let y = 0; y < picture.height; y++) {
    const [from, to] = [y * picture.width, (top + y) * width + left];
    all.set(pixels.subarray(3 * from, 3 * (from + picture.width)), 3 * to);
    if (alpha === undefined) opacity.fill(255, to, to + picture.width);
    else opacity.set(alpha.subarray(from, from + picture.width), to);
  }
  return { width, height, channels: 3, pixels: all, alpha: opacity };
}

function unpacked({ kind, data, alpha, width, height }: PackedPicture, name: string) {
  try {
    if (kind === "VP8L") return readLossless(data, width, height);
    const pixels = readLossy(data, width, height);
    return { pixels, alpha: alpha && readAlpha(alpha, width, height) };
  } catch (error) {
    if (error instanceof BrokenPicture) throw damaged(name, error.message, error);
    throw error;
  }
}

function isSeeThrough(alpha: Uint8Array): boolean {
  return alpha.some((value) => value !== 255);
}
