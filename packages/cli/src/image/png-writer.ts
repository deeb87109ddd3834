import { deflateSync } from "node:zlib";
import * as images from "nndl/images";

/** A grey image: one byte for each pixel, row by row, 0 black and 255 white. */
export type GreyPixels = Omit<images.PixelImage, "channels">;

/**
 * Encodes a grey image as PNG, as small as zlib makes it. Equal images give equal bytes where zlib is the same.
 *
 * @throws NndlError "image.size" when a side is no positive integer, there are more pixels than a reader takes, or the
 *   bytes are not width × height
 * @example writeFileSync("square.png", encodePng({ width: 2, height: 2, pixels: Uint8Array.of(0, 255, 255, 0) }));
 */
export function encodePng(image: GreyPixels): Uint8Array {
  return images.encodePng(image, (bytes) => deflateSync(bytes, { level: 9 }));
}
