// @ts-check
/** Reads the examples and puts them in random order, for sides in JavaScript. */
import { readFileSync } from "node:fs";

/** @import { ExampleFiles } from "./task.mjs" */

/** Labels are one for each example, or one for each of its steps. @typedef {{ pixels: Uint8Array, labels: Uint8Array, count: number, size: number }} Examples */

/** Outputs of every network here: the ten digits. */
export const CLASSES = 10;

/**
 * @param {ExampleFiles} files
 * @returns {Examples}
 */
export function loadExamples({ images, labels, count }) {
  const pixels = readIdx(images, count);
  return { pixels, labels: readIdx(labels, count), count, size: pixels.length / count };
}

/**
 * The bytes of the first examples in an IDX file.
 * @param {string} path
 * @param {number} count
 */
function readIdx(path, count) {
  const file = readFileSync(path);
  const extents = file[3];
  let size = 1;
  for (let i = 1; i < extents; i++) size *= file.readUInt32BE(4 + 4 * i);
  return file.subarray(4 + 4 * extents, 4 + 4 * extents + count * size);
}

/**
 * Pixels as value / 256, the book's own scale.
 * @param {Examples} examples
 */
export function toFloats({ pixels }) {
  const floats = new Float32Array(pixels.length);
  for (let i = 0; i < floats.length; i++) floats[i] = pixels[i] / 256;
  return floats;
}

/**
 * The targets of a mini-batch, one row of ten each.
 * @param {Examples} examples
 * @param {Uint32Array} batch
 */
export function oneHot({ labels }, batch) {
  const targets = new Float32Array(batch.length * CLASSES);
  for (let i = 0; i < batch.length; i++) targets[i * CLASSES + labels[batch[i]]] = 1;
  return targets;
}

/**
 * The inputs of a mini-batch, one row each, in a new array.
 * @param {Float32Array} inputs
 * @param {Uint32Array} batch
 * @param {number} size
 */
export function gather(inputs, batch, size) {
  const rows = new Float32Array(batch.length * size);
  for (let i = 0; i < batch.length; i++) rows.set(inputs.subarray(batch[i] * size, (batch[i] + 1) * size), i * size);
  return rows;
}

/**
 * Mini-batches without end: every epoch a new permutation, cut into pieces. `count` is a multiple of the size.
 * @param {number} count
 * @param {number} miniBatchSize
 * @returns {() => Uint32Array} the indices of the next mini-batch
 */
export function miniBatches(count, miniBatchSize) {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  let next = count;
  return () => {
    if (next + miniBatchSize > count) {
      shuffle(order);
      next = 0;
    }
    next += miniBatchSize;
    return order.subarray(next - miniBatchSize, next);
  };
}

/**
 * The pieces of all inputs in their order, again and again. `count` is a multiple of the size.
 * @param {Float32Array} inputs
 * @param {number} count
 * @param {number} miniBatchSize
 * @returns {() => Float32Array} the inputs of the next mini-batch
 */
export function pieces(inputs, count, miniBatchSize) {
  const length = (inputs.length / count) * miniBatchSize;
  let next = 0;
  return () => {
    if (next + length > inputs.length) next = 0;
    next += length;
    return inputs.subarray(next - length, next);
  };
}

/** @param {Uint32Array} order */
export function shuffle(order) {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
}

/**
 * The book's new initial weights, N(0, 1/n_in), for sides whose library has none of its own.
 * @param {number} inputs
 * @param {number} outputs
 */
export function initialWeights(inputs, outputs) {
  const weights = new Float32Array(inputs * outputs);
  for (let i = 0; i < weights.length; i++) {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
    weights[i] = (radius * Math.cos(2 * Math.PI * Math.random())) / Math.sqrt(inputs);
  }
  return weights;
}
