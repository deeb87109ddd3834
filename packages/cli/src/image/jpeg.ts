/** JPEG files: decoded by jpeg-js within bounds, and turned upright where the camera says how it was held. */
import { NndlError } from "nndl";
import { damaged, tooLarge } from "./png.ts";
import { lightness, mostPixels, type Raster } from "./raster.ts";

/** What jpeg-js may use while it decodes; the largest image takes less. */
const memoryInMB = 1500;

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

/**
 * Decodes a JPEG, baseline or progressive.
 * @throws NndlError "image.damaged", "image.size"
 */
export async function decodeJpeg(bytes: Uint8Array, name: string): Promise<Raster> {
  const { size, orientation } = readSegments(bytes, name);
  if (size === undefined) throw damaged(name, "no picture in it");
  if (size.width * size.height > mostPixels) throw tooLarge(name, size.width, size.height);
  const { default: jpeg } = await import("jpeg-js");
  let decoded: { readonly width: number; readonly height: number; readonly data: Uint8Array };
  try {
    decoded = jpeg.decode(bytes, {
      useTArray: true,
      tolerantDecoding: false,
      maxResolutionInMP: mostPixels / 1e6,
      maxMemoryUsageInMB: memoryInMB,
    });
  } catch (cause) {
    throw damaged(name, cause instanceof Error ? `"${cause.message}"` : "pixels that cannot be read", cause);
  }
  return turn(decoded, orientation);
}

function turn(
  { width, height, data }: { readonly width: number; readonly height: number; readonly data: Uint8Array },
  orientation: number,
): Raster {
  const lies = orientation >= 5;
  const [w, h] = lies ? [height, width] : [width, height];
  const light = new Float32Array(w * h);
  const find = orientations[orientation - 1];
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [column, row] = find(x, y, width, height);
      const i = (row * width + column) * 4;
      light[y * w + x] = lightness(data[i], data[i + 1], data[i + 2]) / 255;
    }
  }
  return { width: w, height: h, light };
}

/** The size of the picture and how the camera was held, from the segments that come before the picture. */
function readSegments(bytes: Uint8Array, name: string) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let orientation = 1;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) throw damaged(name, "no segment where one should begin");
    const marker = bytes[at + 1];
    // A marker may be filled up with any number of FF bytes.
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) throw damaged(name, "an end in the middle of a segment");
    const content = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1) orientation = orientationOf(content) ?? orientation;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && marker > 0xc2) throw unusual(name, marker);
    if (isFrame && content.length >= 5)
      return { orientation, size: { height: view.getUint16(at + 5), width: view.getUint16(at + 7) } };
    at += 2 + length;
  }
  return { orientation, size: undefined };
}

/** The tag 0x0112 of an EXIF segment, if it is one and is whole: 1 to 8. */
function orientationOf(segment: Uint8Array): number | undefined {
  if (String.fromCharCode(...segment.subarray(0, 6)) !== "Exif\0\0" || segment.length < 14) return undefined;
  const view = new DataView(segment.buffer, segment.byteOffset + 6, segment.byteLength - 6);
  const little = view.getUint16(0) === 0x4949;
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

function unusual(name: string, marker: number): NndlError {
  return new NndlError("image.format", {
    received: `an uncommon kind of JPEG, marked ${marker.toString(16).toUpperCase()}`,
    expected: `${name} must be a baseline or a progressive JPEG`,
    next: "Open it in an image editor and save it as PNG.",
  });
}
