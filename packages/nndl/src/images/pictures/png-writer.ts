/** A PNG encoder for grey and colour images of 8 bits (W3C, "Portable Network Graphics", third edition). */
import type { Bytes } from "../../bytes.ts";
import { NndlError } from "../../errors.ts";
import { crc32 } from "../../formats/crc32.ts";
import { adler32 } from "../../formats/inflate.ts";
import { mostPixels } from "./raster.ts";

/** An image of bytes: one for each pixel, 0 black and 255 white, or red, green and blue of each; row by row. */
export interface PixelImage {
  readonly width: number;
  readonly height: number;
  /** 1, for grey, when absent. */
  readonly channels?: 1 | 3 | undefined;
  readonly pixels: Uint8Array;
}

/** Packs bytes as a zlib stream. */
export type ZlibPacker = (bytes: Uint8Array) => Uint8Array;

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Encodes an image as PNG. Equal images give equal bytes.
 *
 * @param pack compresses the pixels, as Node's `deflateSync` does; without it they are written as they are
 * @throws NndlError "image.size" when a side is no positive integer, there are more pixels than a reader takes, or the
 *   bytes are not channels × width × height
 * @example encodePng({ width: 2, height: 2, pixels: Uint8Array.of(0, 255, 255, 0) }).length; // 74
 */
export function encodePng(image: PixelImage, pack: ZlibPacker = stored): Bytes {
  const { width, height, pixels, channels = 1 } = image;
  const sides = [width, height].every((side) => Number.isSafeInteger(side) && side > 0);
  const fits = channels === 1 || channels === 3;
  if (!sides || !fits || width * height > mostPixels || pixels.length !== channels * width * height)
    throw new NndlError("image.size", {
      received: `${width} × ${height} pixels and ${pixels.length} bytes`,
      expected: `an image must have 1 to ${mostPixels / 1e6} million pixels, and one or three bytes for each`,
      next: "Give the width and the height that the pixels have.",
    });
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // 8 bits; what follows the colour type (compression, filter method, no interlacing) is 0.
  header.set([8, channels === 1 ? 0 : 2], 8);
  // Each line begins with its filter: 0, none.
  const step = channels * width;
  const lines = new Uint8Array(height * (step + 1));
  for (let y = 0; y < height; y++) lines.set(pixels.subarray(y * step, (y + 1) * step), y * (step + 1) + 1);
  return joined([signature, chunk("IHDR", header), chunk("IDAT", pack(lines)), chunk("IEND", new Uint8Array(0))]);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

/** The most bytes of a block that is stored as it is. */
const longestBlock = 65_535;

/** A zlib stream of blocks that are stored as they are. */
function stored(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / longestBlock));
  const stream = new Uint8Array(2 + 5 * blocks + bytes.length + 4);
  const view = new DataView(stream.buffer);
  stream.set([0x78, 0x01]);
  let at = 2;
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * longestBlock, (block + 1) * longestBlock);
    stream[at] = block === blocks - 1 ? 1 : 0;
    view.setUint16(at + 1, part.length, true);
    view.setUint16(at + 3, 0xffff - part.length, true);
    stream.set(part, at + 5);
    at += 5 + part.length;
  }
  view.setUint32(at, adler32(bytes));
  return stream;
}

function joined(parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
