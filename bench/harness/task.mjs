// @ts-check
/**
 * The words that the driver and the sides share. A side is a child process; the driver writes commands to its standard
 * input and reads answers, one JSON line each, from its standard output (lines that do not start with MARK are noise).
 *
 *   command     answer
 *   (start)     {"ready": Ready} or {"skip": reason, "missing": true where what it needs is not installed}
 *   go N        {"seconds": wall time of N mini-batches, "cpuSeconds": processor time of all threads over the same}
 *   memory      {"peakBytes": the process's largest resident size so far}
 *   score       {"correct": right answers on the first test images, "of": how many}, or {"of": 0} without test images
 *   profile N   {"kernels": KernelTime[] over N mini-batches}, or {} from a side that cannot tell; only nndl is asked
 *   (end of input: the side exits)
 */

/** @import { Network } from "./network.mjs" */

/** What begins a line that is an answer. */
export const MARK = "@bench ";

/**
 * Where examples are: two IDX files, of which the first `count` examples are used. Where the network begins with an embedding
 * the bytes are indices, and there is a label for each step.
 * @typedef {{ images: string, labels: string, count: number }} ExampleFiles
 */

/**
 * What every side of a case is asked to do. Training is plain gradient descent on mini-batches of examples in random
 * order; inference gives the outputs of mini-batches of examples in the order of the file. Pixels are value / 256.
 * @typedef {object} Task
 * @property {"training" | "inference"} work
 * @property {Network} network
 * @property {number} miniBatchSize
 * @property {number} threads
 * @property {number} learningRate     η of w ← w − η/m Σ ∂C/∂w
 * @property {ExampleFiles} examples   what it works on
 * @property {ExampleFiles | null} test
 */

/**
 * What a side says of itself.
 * @typedef {object} Ready
 * @property {string} label
 * @property {string} language         "javascript" or "python"
 * @property {Record<string, string>} versions
 * @property {boolean} byHand          the gradient's formulas are written out by hand, instead of the library's own
 * @property {string} note             what differs from the task, in a few words; empty when nothing does
 */

/**
 * What one kernel did in all its calls: multiplications (each with its addition) that were done, skipped ones left out.
 * @typedef {{ kernel: string, seconds: number, multiplyAdds: number }} KernelTime
 */
