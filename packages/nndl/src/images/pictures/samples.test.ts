/** Pictures that Pillow wrote (samples/make_pictures.py) are what Pillow says they are. */
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodePicture, measurePicture } from "./decode.ts";
import { flatten, type Raster } from "./raster.ts";

interface Sample {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly tolerance: number;
  readonly pixels?: string;
  readonly sixteenBit?: readonly number[];
}

const samples = Object.entries(
  JSON.parse(readFileSync(new URL("./samples/pictures.golden.json", import.meta.url), "utf8")) as Record<
    string,
    Sample
  >,
);

/** Red, green, blue and how opaque, as Pillow has them. */
function withAlpha(raster: Raster): Raster {
  const { pixels, alpha, width, height } = raster;
  const all = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    all.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i);
    all[4 * i + 3] = alpha?.[i] ?? 255;
  }
  return { ...raster, pixels: all };
}

describe("a picture that Pillow wrote", () => {
  test.each(samples)("%s", async (name, { file, width, height, channels, tolerance, pixels, sixteenBit }) => {
    const bytes = new Uint8Array(Buffer.from(file, "base64"));
    expect(measurePicture(bytes, name)).toEqual({ width, height });
    const decoded = await decodePicture(bytes, name);
    const raster = channels === 4 ? withAlpha(decoded) : flatten(decoded);
    expect([raster.width, raster.height]).toEqual([width, height]);
    if (sixteenBit !== undefined) {
      expect(raster.pixels).toEqual(Uint16Array.from(sixteenBit));
      return;
    }
    const expected = new Uint8Array(inflateSync(Buffer.from(pixels!, "base64")));
    // Palettes of greys are read as colours.
    const place = (i: number) => (channels === 1 && raster.channels === 3 ? Math.floor(i / 3) : i);
    let farthest = 0;
    raster.pixels.forEach((value, i) => {
      farthest = Math.max(farthest, Math.abs(value - expected[place(i)]!));
    });
    expect(raster.pixels.length).toBe(Math.max(channels, raster.channels) * width * height);
    expect(farthest).toBeLessThanOrEqual(tolerance);
  });
});
