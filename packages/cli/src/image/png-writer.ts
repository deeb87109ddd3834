/** A PNG encoder for grey images of 8 bits (W3C, "Portable Network Graphics", third edition): sheets and filters need no more. */
import { crc32, deflateSync } from "node:zlib";
import { NndlError } from "nndl";
import { mostPixels } from "./raster.ts";

/** A grey image: one byte for each pixel, row by row, 0 black and 255 white. */
export interface GreyPixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Encodes a grey image as PNG. Equal images give equal bytes where zlib is the same.
 *
 * @throws NndlError "image.size" when a side is no positive integer, there are more pixels than a reader takes, or the
 *   bytes are not width × height
 * @example writeFileSync("square.png", encodePng({ width: 2, height: 2, pixels: Uint8Array.of(0, 255, 255, 0) }));
 */
export function encodePng({ width, height, pixels }: GreyPixels): Uint8Array {
  const sides = [width, height].every((side) => Number.isSafeInteger(side) && side > 0);
  if (!sides || width * height > mostPixels || pixels.length !== width * height)
    throw new NndlError("image.size", {
      received: `${width} × ${height} pixels and ${pixels.length} bytes`,
      expected: `an image must have 1 to ${mostPixels / 1e6} million pixels, and one byte for each`,
      next: "Give the width and the height that the pixels have.",
    });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits, grey; what follows (compression, filter method, no interlacing) is 0.
  header[8] = 8;
  // Each line begins with its filter: 0, none.
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const parts = [
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

function chunk(type: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}
