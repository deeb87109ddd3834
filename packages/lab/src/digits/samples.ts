/**
 * The first hundred images of MNIST's test set, for figures to show before all digits are loaded. A test compares them with
 * MNIST; where they come from is said in static/samples/about.txt.
 */
import { side } from "./pictures.ts";
import { once, siteFile } from "./site-file.ts";

export const sampleLabels: readonly number[] = Array.from(
  "7210414959069015973496654074013134727121174235124463556041957893746430702917329776278473613693141769",
  Number,
);

export const samplesFile = "samples/test-images-idx3-ubyte.gz";

/** What precedes the pixels in an IDX file of images. */
const headerLength = 16;

/**
 * Their pixels, one image after another, from 0 to 255; fetched once.
 * @throws NndlError "file.read"
 */
export const openSamples: () => Promise<Uint8Array> = once(async () =>
  (await siteFile(samplesFile, "the digits to begin with")).subarray(headerLength),
);

/** One of them as a network sees it: from 0 to 255/256. */
export function sampleOf(samples: Uint8Array, index: number): Float32Array {
  return Float32Array.from(samples.subarray(index * side * side, (index + 1) * side * side), (byte) => byte / 256);
}
