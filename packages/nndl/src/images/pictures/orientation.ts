/** How a camera was held, as EXIF says it, and pictures turned upright. */
import type { Raster } from "./raster.ts";

/** Where a pixel of the upright image is found in the stored one of the given size, by EXIF orientation from 1. */
const orientations: readonly ((x: number, y: number, width: number, height: number) => readonly [number, number])[] = [
  (x, y) => [x, y],
  (x, y, width) => [width - 1 - x, y],
  (x, y, width, height) => [width - 1 - x, height - 1 - y],
  (x, y, _, height) => [x, height - 1 - y],
  (x, y) => [y, x],
  (x, y, _, height) => [y, height - 1 - x],
  (x, y, width, height) => [width - 1 - y, height - 1 - x],
  (x, y, width) => [width - 1 - y, x],
];

/** The tag 0x0112 of EXIF data (a TIFF header and its first directory), if they are whole: 1 to 8. */
export function orientationOf(exif: Uint8Array): number | undefined {
  if (exif.length < 8) return undefined;
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const little = order === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return undefined;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > view.byteLength) return undefined;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** Whether width and height change places. */
export function liesDown(orientation: number): boolean {
  return orientation >= 5;
}

/** The picture as it was seen when it was taken. */
export function turnUpright(raster: Raster, orientation: number): Raster {
  if (orientation === 1) return raster;
  const { width, height, channels, pixels, alpha } = raster;
  const [w, h] = liesDown(orientation) ? [height, width] : [width, height];
  const find = orientations[orientation - 1]!;
  const turned = pixels.slice();
  const turnedAlpha = alpha?.slice();
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [column, row] = find(x, y, width, height);
      const [from, to] = [row * width + column, y * w + x];
      for (let c = 0; c < channels; c++) turned[channels * to + c] = pixels[channels * from + c]!;
      if (turnedAlpha !== undefined) turnedAlpha[to] = alpha![from]!;
    }
  }
  return {
    width: w,
    height: h,
    channels,
    pixels: turned,
    ...(turnedAlpha === undefined ? {} : { alpha: turnedAlpha }),
  };
}
