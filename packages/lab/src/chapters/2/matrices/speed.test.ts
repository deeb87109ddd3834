import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { samplesFile } from "../../../digits/samples.ts";
import { measureSpeed } from "./speed.ts";

it("measures the same gradient both ways", async () => {
  const file = gunzipSync(readFileSync(new URL(`../../../../static/${samplesFile}`, import.meta.url)));
  let clock = 0;
  const speed = await measureSpeed(file.subarray(16), () => {
    clock += 500;
    return clock;
  });
  expect(speed).toEqual({ images: 100, oneByOne: 0.05, atOnce: 0.05, difference: expect.any(Number) });
  expect(speed.difference).toBeLessThan(1e-6);
  expect(speed.difference).toBeGreaterThan(0);
});
