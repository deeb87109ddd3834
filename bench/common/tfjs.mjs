// @ts-check
/** TensorFlow.js on its cpu and wasm backends, by automatic differentiation and by hand. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // Its build for Node registers the gradients, which tfjs-core's does not.
import "@tensorflow/tfjs-backend-cpu";
import { setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import {
  CLASSES,
  gather,
  initialWeights,
  loadExamples,
  miniBatches,
  oneHot,
  pieces,
  toFloats,
} from "../harness/examples.mjs";
import { fanIn, outputActivation, placed, sigmoidUnits, sizeOf } from "../harness/network.mjs";
import { installedVersion, Skip } from "../harness/serve.mjs";

/** @import { ConvPoolLayer, Network } from "../harness/network.mjs" */
/** @import { Side } from "../harness/serve.mjs" */
/** @import { Task } from "../harness/task.mjs" */

/** The weights of each layer that has some, and its biases. @typedef {{ weights: tf.Variable[], biases: tf.Variable[] }} Parameters */
/** @typedef {(x: tf.Tensor, y: tf.Tensor2D) => void} Update */

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
      const predict = predictor(task.network, parameters);
      if (task.work === "inference") return { work: inference(task, predict), predict };
      const update = byHand ? handWritten(parameters, task) : automatic(parameters, task);
      const work = training(task, parameters, update);
      await trial(work);
      return { work, predict };
    },
  };
}

/** What a backend has no kernel for is known after one mini-batch. @param {(count: number) => Promise<void>} work */
async function trial(work) {
  try {
    await work(1);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new Skip(`it cannot train this network: ${message.split(/[.\n]/)[0]}`);
  }
}

/**
 * @param {Task} task
 * @param {Parameters} parameters
 * @param {Update} update
 */
function training({ network, examples: files, miniBatchSize }, parameters, update) {
  const examples = loadExamples(files);
  const inputs = toFloats(examples);
  const next = miniBatches(examples.count, miniBatchSize);
  return async (/** @type {number} */ count) => {
    for (let i = 0; i < count; i++) {
      const batch = next();
      // A tensor from fresh rows is faster than tf.gather from a resident data set.
      const x = inputTensor(network, gather(inputs, batch, examples.size));
      const y = tf.tensor2d(oneHot(examples, batch), [miniBatchSize, CLASSES]);
      update(x, y);
      tf.dispose([x, y]);
    }
    await parameters.biases[0].data(); // The last update is done when its result can be read.
  };
}

/**
 * @param {Task} task
 * @param {(pixels: Float32Array) => Promise<Float32Array>} predict
 */
function inference({ examples: files, miniBatchSize }, predict) {
  const examples = loadExamples(files);
  const next = pieces(toFloats(examples), examples.count, miniBatchSize);
  return async (/** @type {number} */ count) => {
    for (let i = 0; i < count; i++) await predict(next());
  };
}

/**
 * The order of the outputs before a sigmoid or a softmax is that of the outputs.
 * @param {Network} network
 * @param {Parameters} parameters
 */
function predictor(network, parameters) {
  return async (/** @type {Float32Array} */ pixels) => {
    const outputs = tf.tidy(() => logits(network, parameters, inputTensor(network, pixels), false));
    const values = /** @type {Float32Array} */ (await outputs.data());
    outputs.dispose();
    return values;
  };
}

/**
 * Its images are height × width × channels.
 * @param {Network} network
 * @param {Float32Array} pixels
 */
function inputTensor({ input }, pixels) {
  const count = pixels.length / sizeOf(input);
  if (input.length === 1) return tf.tensor2d(pixels, [count, input[0]]);
  const [channels, height, width] = input;
  const x = tf.tensor4d(pixels, [count, channels, height, width]);
  // With one channel the two orders are the same.
  return channels === 1 ? tf.reshape(x, [count, height, width, 1]) : tf.transpose(x, [0, 2, 3, 1]);
}

/**
 * @param {Network} network
 * @returns {Parameters}
 */
function initialize(network) {
  /** @type {Parameters} */
  const parameters = { weights: [], biases: [] };
  for (const place of placed(network)) {
    const { layer, input, output } = place;
    if (layer.type === "dropout") continue;
    const inputs = fanIn(place);
    const shape =
      layer.type === "dense" ? [inputs, layer.units] : [layer.kernel, layer.kernel, input[0], layer.filters];
    parameters.weights.push(tf.variable(tf.tensor(initialWeights(inputs, output[0]), shape)));
    parameters.biases.push(tf.variable(tf.zeros([output[0]])));
  }
  return parameters;
}

/**
 * @param {Network} network
 * @param {Parameters} parameters
 * @param {tf.Tensor} x
 * @param {boolean} isTraining
 * @returns {tf.Tensor2D}
 */
function logits({ layers }, { weights, biases }, x, isTraining) {
  let a = x;
  let next = 0;
  for (const layer of layers) {
    if (layer.type === "dropout") {
      if (isTraining) a = tf.dropout(a, layer.rate);
      continue;
    }
    const w = weights[next];
    const b = biases[next++];
    // Not the fused operations: their gradients compute ∂C/∂x of the first layer as well, and take twice as long.
    const z = layer.type === "dense" ? tf.matMul(flat(a), /** @type {tf.Tensor2D} */ (w)) : convPool(layer, a, w);
    const sum = tf.add(z, b);
    a = next === weights.length ? sum : layer.activation === "relu" ? tf.relu(sum) : tf.sigmoid(sum);
  }
  return /** @type {tf.Tensor2D} */ (a);
}

/**
 * Pooling comes before the biases, for a quarter of the work after it.
 * @param {ConvPoolLayer} layer
 * @param {tf.Tensor} a
 * @param {tf.Tensor} w
 */
function convPool({ window }, a, w) {
  const z = tf.conv2d(/** @type {tf.Tensor4D} */ (a), /** @type {tf.Tensor4D} */ (w), 1, "valid");
  return tf.maxPool(z, window, window, "valid");
}

/** @param {tf.Tensor} a */
function flat(a) {
  return /** @type {tf.Tensor2D} */ (a.rank === 2 ? a : tf.reshape(a, [a.shape[0], -1]));
}

/**
 * `optimizer.minimize`, as its users train. The cross-entropy of a sigmoid is softplus(z) − zy.
 * @param {Parameters} parameters
 * @param {Task} task
 * @returns {Update}
 */
function automatic(parameters, { network, learningRate, miniBatchSize }) {
  const optimizer = tf.train.sgd(learningRate / miniBatchSize);
  const variables = [...parameters.weights, ...parameters.biases];
  const softmax = outputActivation(network) === "softmax";
  return (x, y) => {
    optimizer.minimize(
      () => {
        const z = logits(network, parameters, x, true);
        if (softmax) return tf.losses.softmaxCrossEntropy(y, z, undefined, undefined, tf.Reduction.SUM);
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
function handWritten(parameters, { network, learningRate, miniBatchSize }) {
  sigmoidUnits(network);
  const weights = /** @type {tf.Variable<tf.Rank.R2>[]} */ (parameters.weights);
  const biases = /** @type {tf.Variable<tf.Rank.R1>[]} */ (parameters.biases);
  const step = tf.scalar(learningRate / miniBatchSize);
  const one = tf.scalar(1);
  return (x, y) =>
    tf.tidy(() => {
      const activations = [/** @type {tf.Tensor2D} */ (x)];
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
