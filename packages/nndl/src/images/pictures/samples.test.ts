/** Pictures that Pillow wrote (samples/make_pictures.py) are what Pillow says they are. */
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodePicture, measurePicture } from "./decode.ts";
import { flatten } from "./raster.ts";

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

describe("a picture that Pillow wrote", () => {
  test.each(samples)("%s", async (name, { file, width, height, channels, tolerance, pixels, sixteenBit }) => {
    const bytes = new Uint8Array(Buffer.from(file, "base64"));
    expect(measurePicture(bytes, name)).toEqual({ width, height });
    const raster = flatten(await decodePicture(bytes, name));
    expect([raster.width, raster.height]).toEqual([width, height]);
    if (sixteenBit !== undefined) {
      expect(raster.pixels).toEqual(Uint16Array.from(sixteenBit));
      return;
    }
    const expected = new Uint8Array(inflateSync(Buffer.from(pixels!, "base64")));
    // Palettes of greys are read as colours.
    const place = (i: number) => (channels === raster.channels ? i : Math.floor(i / 3));
    let farthest = 0;
    raster.pixels.forEach((value, i) => {
      farthest = Math.max(farthest, Math.abs(value - expected[place(i)]!));
    });
    expect(raster.pixels.length).toBe(raster.channels * width * height);
    expect(farthest).toBeLessThanOrEqual(tolerance);
  });
});
