// @ts-check
/**
 * The words that the driver and the sides share. A side is a child process; the driver writes commands to its standard
 * input and reads answers, one JSON line each, from its standard output (lines that do not start with MARK are noise).
 *
 *   command     answer
 *   (start)     {"ready": Ready} or {"skip": reason}
 *   go N        {"seconds": wall time of N mini-batches, "cpuSeconds": processor time of all threads over the same}
 *   memory      {"peakBytes": the process's largest resident size so far}
 *   score       {"correct": right answers on the first test images, "of": how many}, or {"of": 0} without test images
 *   (end of input: the side exits)
 */

/** What begins a line that is an answer. */
export const MARK = "@bench ";

/**
 * Where examples are: two IDX files, of which the first `count` examples are used.
 * @typedef {{ images: string, labels: string, count: number }} ExampleFiles
 */

/**
 * What every side of a case is asked to train: sigmoid units throughout, plain gradient descent on mini-batches of
 * examples in random order, pixels as value / 256.
 * @typedef {object} Task
 * @property {number[]} network        units of each layer, input first
 * @property {number} miniBatchSize
 * @property {number} threads
 * @property {number} learningRate     η of w ← w − η/m Σ ∂C/∂w
 * @property {ExampleFiles} training
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
