import { readFileSync } from "node:fs";
import { deflateSync, gunzipSync } from "node:zlib";
import { decodePicture } from "nndl/images";
import { expect, it } from "vitest";
import { sampleOf, samplesFile } from "../digits/samples.ts";
import { shippedFile } from "../digits/shipped-file.ts";
import { sharedPicture } from "./shared-picture.ts";

const unpacked = (file: string) => gunzipSync(readFileSync(new URL(`../../static/${file}`, import.meta.url)));

it("is a picture of the size that networks of people ask for, in which the digit and its output are dark", async () => {
  const input = sampleOf(unpacked(samplesFile).subarray(16), 0);
  const bytes = sharedPicture(unpacked(shippedFile), input, deflateSync);
  expect(bytes.length).toBeLessThan(150_000);
  const { width, height, pixels } = await decodePicture(bytes, "shared.png");
  expect([width, height]).toEqual([1200, 630]);
  const at = (x: number, y: number) => [...pixels.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)];
  const darkest = input.indexOf(Math.max(...input));
  expect(at(70 + 15 * (darkest % 28) + 7, 105 + 15 * Math.floor(darkest / 28) + 7)[0]).toBeLessThan(40);
  const output = (k: number) => at(1088, Math.round(43 + k * 55.1) + 22);
  expect(output(7)[0]).toBeLessThan(60);
  for (const k of [0, 1, 2, 3, 4, 5, 6, 8, 9]) expect(output(k)[0]).toBeGreaterThan(200);
});
