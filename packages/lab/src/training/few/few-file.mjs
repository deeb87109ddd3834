// @ts-check
/** The file of MNIST's first images: the labels, a checksum, and the pictures in as few bytes as they need. */
import { few } from "./counts.mjs";
import { packPixels, unpackPixels } from "./grey-code.mjs";

const side = 28;
const count = few.training + few.test;
/** Between the labels and the pictures. */
const checksumBytes = 4;

/**
 * @param {Uint8Array} labels of the training images, then of the test images
 * @param {Uint8Array} pixels likewise
 */
export function packFew(labels, pixels) {
  const packed = packPixels(pixels, side);
  const bytes = new Uint8Array(count + checksumBytes + packed.length);
  bytes.set(labels);
  new DataView(bytes.buffer).setUint32(count, checksum(labels, pixels));
  bytes.set(packed, count + checksumBytes);
  return bytes;
}

/**
 * @param {Uint8Array} bytes what `packFew` made
 * @returns undefined where they are something else, or were damaged on the way
 */
export function unpackFew(bytes) {
  if (bytes.length < count + checksumBytes + 4) return undefined;
  const labels = bytes.slice(0, count);
  const pixels = unpackPixels(bytes.subarray(count + checksumBytes), side, count * side * side);
  const written = new DataView(bytes.buffer, bytes.byteOffset).getUint32(count);
  return written === checksum(labels, pixels) ? { labels, pixels } : undefined;
}

/**
 * FNV-1a, which tells whether anything is another byte than it was.
 * @param {readonly Uint8Array[]} parts
 */
function checksum(...parts) {
  let sum = 0x811c9dc5;
  for (const part of parts) for (let i = 0; i < part.length; i++) sum = Math.imul(sum ^ part[i], 0x01000193);
  return sum >>> 0;
}
