// @ts-check
/** brain.js: its NeuralNetwork on the processor, which updates after every example. */
import brain from "brain.js";
import { CLASSES, loadExamples, miniBatches, toFloats } from "../harness/examples.mjs";
import { isRecurrent, sigmoidUnits } from "../harness/network.mjs";
import { installedVersion, Skip, serve } from "../harness/serve.mjs";

/** @import { Task } from "../harness/task.mjs" */

/** @typedef {{ input: Float32Array, output: Float32Array }} Pattern */

/**
 * What its own types leave out.
 * @typedef {import("brain.js").NeuralNetwork & {
 *   verifyIsInitialized(patterns: Pattern[]): void,
 *   trainPattern(pattern: Pattern): void,
 * }} Untyped
 */

/**
 * @typedef {import("brain.js").recurrent.LSTM & {
 *   initialize(): void,
 *   trainPattern(symbols: number[], learningRate: number): void,
 * }} UntypedRecurrent
 */

await serve(() => ({
  label: "brain.js",
  versions: { "brain.js": installedVersion("brain.js") },
  note: "quadratic cost, an update after every example (it has no mini-batches); momentum 1e-9, as it refuses 0; float32 weights",
  open(task) {
    const { network, examples: files, miniBatchSize, learningRate } = task;
    if (network.layers.some(isRecurrent)) return characters(task);
    const units = sigmoidUnits(network);
    if (!units) throw new Skip("it has none of these layers");
    const examples = loadExamples(files);
    const inputs = toFloats(examples);
    const targets = Array.from({ length: CLASSES }, (_, digit) =>
      Float32Array.from({ length: CLASSES }, (_, i) => Number(i === digit)),
    );
    /**
     * @param {Float32Array} pixels
     * @param {number} example
     */
    const input = (pixels, example) => pixels.subarray(example * examples.size, (example + 1) * examples.size);
    const patterns = Array.from(examples.labels, (label, i) => ({ input: input(inputs, i), output: targets[label] }));
    const settings = {
      hiddenLayers: units.slice(1, -1),
      activation: /** @type {const} */ ("sigmoid"),
      learningRate: learningRate / miniBatchSize,
      momentum: 1e-9,
    };
    const net = /** @type {Untyped} */ (new brain.NeuralNetwork(settings));
    net.verifyIsInitialized(patterns);
    const next = miniBatches(examples.count, miniBatchSize);
    return {
      work(count) {
        // train() would do just this for a whole epoch, and then measure the error as well.
        for (let i = 0; i < count; i++) for (const example of next()) net.trainPattern(patterns[example]);
      },
      predict(pixels, count) {
        const outputs = new Float32Array(count * CLASSES);
        for (let i = 0; i < count; i++) outputs.set(net.run(input(pixels, i)), i * CLASSES);
        return outputs;
      },
    };
  },
}));

/**
 * Its recurrent networks learn one sequence of symbols at a time: each from those before it.
 * @param {Task} task
 */
function characters({ network: { layers }, examples: files, miniBatchSize, learningRate }) {
  const [first] = layers;
  if (first.type !== "embedding") throw new Skip("its recurrent networks take symbols alone");
  const examples = loadExamples(files);
  const recurrent = layers.filter(isRecurrent);
  const size = first.indices;
  const shape = { hiddenLayers: recurrent.map(({ units }) => units), inputSize: first.size };
  const settings = /** @type {object} */ ({ ...shape, inputRange: size, outputSize: size });
  const net = /** @type {UntypedRecurrent} */ (new brain.recurrent.LSTM(settings));
  net.initialize();
  const next = miniBatches(examples.count, miniBatchSize);
  const sequence = (/** @type {number} */ i) =>
    Array.from(examples.pixels.subarray(i * examples.size, (i + 1) * examples.size));
  return {
    /** @param {number} count */
    work(count) {
      for (let i = 0; i < count; i++) for (const example of next()) net.trainPattern(sequence(example), learningRate);
    },
  };
}
