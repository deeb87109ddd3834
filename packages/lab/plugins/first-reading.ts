/**
 * `virtual:first-reading` is what the cover begins with: the first test image that comes with the site, and what the network
 * that comes with it says of it, computed when the lab is built. So the cover has an answer before any script runs.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { layersOf } from "../src/cover/network.ts";
import { type Reading, readingOf } from "../src/cover/reading.ts";
import { sampleOf, samplesFile } from "../src/digits/samples.ts";
import { shippedFile } from "../src/digits/shipped-file.ts";

const id = "virtual:first-reading";

export interface FirstReading {
  /** The 784 pixels, from 0 to 255, as base64. */
  readonly pixels: string;
  readonly reading: Reading;
}

function read(): FirstReading {
  const unpacked = (file: string) =>
    gunzipSync(readFileSync(fileURLToPath(new URL(`../static/${file}`, import.meta.url))));
  // An IDX file of images has sixteen bytes before its pixels.
  const samples = unpacked(samplesFile).subarray(16);
  const inputs = sampleOf(samples, 0);
  return {
    pixels: samples.subarray(0, inputs.length).toString("base64"),
    reading: readingOf(layersOf(unpacked(shippedFile)), inputs),
  };
}

export function firstReading(): Plugin {
  return {
    name: "first-reading",
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) => (source === `\0${id}` ? `export default ${JSON.stringify(read())};` : undefined),
  };
}
