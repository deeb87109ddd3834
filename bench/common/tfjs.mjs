// @ts-check
/** TensorFlow.js on its cpu and wasm backends, by automatic differentiation and by hand. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // Its build for Node registers the gradients, which tfjs-core's does not.
import "@tensorflow/tfjs-backend-cpu";
import { setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import { CLASSES, gather, initialWeights, loadExamples, miniBatches, oneHot, toFloats } from "../harness/examples.mjs";
import { installedVersion } from "../harness/serve.mjs";

/** @import { Side } from "../harness/serve.mjs" */
/** @import { Task } from "../harness/task.mjs" */

/** @typedef {{ weights: tf.Variable<tf.Rank.R2>[], biases: tf.Variable<tf.Rank.R1>[] }} Parameters */
/** @typedef {(x: tf.Tensor2D, y: tf.Tensor2D) => void} Update */

/**
 * @param {"cpu" | "wasm"} backend
 * @param {boolean} byHand
 * @returns {Side}
 */
export function tfjsSide(backend, byHand) {
  return {
    label: `TensorFlow.js ${backend}${byHand ? ", by hand" : ""}`,
    versions: { "@tensorflow/tfjs-core": installedVersion("@tensorflow/tfjs-core") },
    byHand,
    async open(task) {
      setThreadsCount(task.threads);
      await tf.setBackend(backend);
      tf.enableProdMode();
      const parameters = initialize(task.network);
      const update = byHand ? handWritten(parameters, task) : automatic(parameters, task);
      return trainer(task, parameters, update);
    },
  };
}

/**
 * @param {Task} task
 * @param {Parameters} parameters
 * @param {Update} update
 */
function trainer({ training, miniBatchSize }, parameters, update) {
  const examples = loadExamples(training);
  const inputs = toFloats(examples);
  const next = miniBatches(examples.count, miniBatchSize);
  return {
    /** @param {number} count */
    async train(count) {
      for (let i = 0; i < count; i++) {
        const batch = next();
        // A tensor from fresh rows is faster than tf.gather from a resident data set.
        const x = tf.tensor2d(gather(inputs, batch, examples.size), [miniBatchSize, examples.size]);
        const y = tf.tensor2d(oneHot(examples, batch), [miniBatchSize, CLASSES]);
        update(x, y);
        tf.dispose([x, y]);
      }
      await parameters.biases[0].data(); // The last update is done when its result can be read.
    },
    /**
     * @param {Float32Array} pixels
     * @param {number} count
     */
    predict: (pixels, count) =>
      tf.tidy(() => {
        const x = tf.tensor2d(pixels, [count, pixels.length / count]);
        return /** @type {Float32Array} */ (logits(parameters, x).dataSync()); // Their order is that of the outputs.
      }),
  };
}

/**
 * @param {number[]} network
 * @returns {Parameters}
 */
function initialize(network) {
  const layers = network.slice(1).map((outputs, i) => [network[i], outputs]);
  return {
    weights: layers.map(([m, n]) => tf.variable(tf.tensor2d(initialWeights(m, n), [m, n]))),
    biases: layers.map(([, n]) => tf.variable(tf.zeros([n]))),
  };
}

/**
 * @param {Parameters} parameters
 * @param {tf.Tensor2D} x
 */
function logits({ weights, biases }, x) {
  // Not tf.fused.matMul: its gradient computes ∂C/∂x of the first layer as well, and takes twice as long.
  let a = x;
  for (let i = 0; i < weights.length; i++) {
    const z = /** @type {tf.Tensor2D} */ (tf.add(tf.matMul(a, weights[i]), biases[i]));
    a = i < weights.length - 1 ? tf.sigmoid(z) : z;
  }
  return a;
}

/**
 * `optimizer.minimize`, as its users train. The cross-entropy of a sigmoid is softplus(z) − zy.
 * @param {Parameters} parameters
 * @param {Task} task
 * @returns {Update}
 */
function automatic(parameters, { learningRate, miniBatchSize }) {
  const optimizer = tf.train.sgd(learningRate / miniBatchSize);
  const variables = [...parameters.weights, ...parameters.biases];
  return (x, y) => {
    optimizer.minimize(
      () => {
        const z = logits(parameters, x);
        return tf.sum(tf.sub(tf.softplus(z), tf.mul(z, y)));
      },
      false,
      variables,
    );
  };
}

/**
 * The four equations on tensors.
 * @param {Parameters} parameters
 * @param {Task} task
 * @returns {Update}
 */
function handWritten({ weights, biases }, { learningRate, miniBatchSize }) {
  const step = tf.scalar(learningRate / miniBatchSize);
  const one = tf.scalar(1);
  return (x, y) =>
    tf.tidy(() => {
      const activations = [x];
      for (let i = 0; i < weights.length; i++) {
        const layer = {
          a: activations[i],
          b: weights[i],
          bias: biases[i],
          activation: /** @type {const} */ ("sigmoid"),
        };
        activations.push(/** @type {tf.Tensor2D} */ (tf.fused.matMul(layer)));
      }
      let delta = /** @type {tf.Tensor2D} */ (tf.mul(tf.sub(activations[weights.length], y), step));
      for (let i = weights.length - 1; i >= 0; i--) {
        const a = activations[i];
        const back = i > 0 ? tf.mul(tf.matMul(delta, weights[i], false, true), tf.mul(a, tf.sub(one, a))) : undefined;
        weights[i].assign(tf.sub(weights[i], tf.matMul(a, delta, true, false)));
        biases[i].assign(tf.sub(biases[i], tf.sum(delta, 0)));
        if (back) delta = /** @type {tf.Tensor2D} */ (back);
      }
    });
}
