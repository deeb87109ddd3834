/** Examples as small pictures in a page. */
import { deflateSync } from "node:zlib";
import type { Dataset } from "nndl";
import { encodePng } from "nndl/images";

/** A side longer than this is made smaller: on the page a picture is as large as a thumb. */
const longest = 64;

/** A PNG in base64: ink dark on white, colours as they are; undefined where an example is no picture. */
export function pictureOf(data: Dataset, index: number): string | undefined {
  const [channels, height, width] = data.shape;
  if (data.shape.length !== 3 || (channels !== 1 && channels !== 3)) return undefined;
  const values = data.input(index);
  const most = data.features instanceof Uint8Array ? 255 * data.scale : Math.max(1, ...values);
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / longest));
  const size = { width: Math.max(1, Math.floor(width / factor)), height: Math.max(1, Math.floor(height / factor)) };
  const pixels = new Uint8Array(channels * size.width * size.height);
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++)
      for (let channel = 0; channel < channels; channel++) {
        const value = meanAt(values, { channel, x, y }, { width, height }, factor) / most;
        const level = Math.round(255 * Math.max(0, Math.min(1, value)));
        pixels[(y * size.width + x) * channels + channel] = channels === 1 ? 255 - level : level;
      }
  const png = encodePng({ ...size, pixels, channels }, (bytes) => deflateSync(bytes, { level: 9 }));
  return Buffer.from(png).toString("base64");
}

/** The mean of a square of pixels, of which one is left over where a side is shorter than the square. */
function meanAt(
  values: Float32Array,
  { channel, x, y }: { readonly channel: number; readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
  factor: number,
): number {
  let sum = 0;
  let count = 0;
  for (let row = y * factor; row < Math.min(height, (y + 1) * factor); row++)
    for (let column = x * factor; column < Math.min(width, (x + 1) * factor); column++) {
      sum += values[(channel * height + row) * width + column];
      count++;
    }
  return sum / count;
}
