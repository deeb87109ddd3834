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
import { fanIn, isRecurrent, outputActivation, placed, sigmoidUnits, sizeOf } from "../harness/network.mjs";
import { installedVersion, Skip } from "../harness/serve.mjs";

/** @import { ConvPoolLayer, Network, Placed, RecurrentLayer } from "../harness/network.mjs" */
/** @import { Side } from "../harness/serve.mjs" */
/** @import { Examples } from "../harness/examples.mjs" */
/** @import { Task } from "../harness/task.mjs" */

/**
 * The weights of each layer that has some, and its biases. A recurrent layer has two entries: the second are the weights from
 * its outputs, with the biases that a GRU multiplies by its reset gate.
 * @typedef {{ weights: tf.Variable[], biases: tf.Variable[] }} Parameters
 */
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
      if (task.network.boltzmann) {
        if (!byHand) throw new Skip("it has no Boltzmann machines; by hand it has");
        const work = contrastiveDivergence(task);
        await trial(work);
        return { work };
      }
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
  const inputs = network.layers[0].type === "embedding" ? Float32Array.from(examples.pixels) : toFloats(examples);
  const next = miniBatches(examples.count, miniBatchSize);
  const outputs = placed(network).at(-1)?.output.at(-1) ?? CLASSES;
  return async (/** @type {number} */ count) => {
    for (let i = 0; i < count; i++) {
      const batch = next();
      // A tensor from fresh rows is faster than tf.gather from a resident data set.
      const x = inputTensor(network, gather(inputs, batch, examples.size));
      const y = oneHotRows(examples, batch, outputs);
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
  // The steps of a sequence one after another, all examples side by side in each: that is how it is read.
  if (input.length === 2)
    return tf.tidy(() => tf.transpose(tf.tensor3d(pixels, [count, input[0], input[1]]), [1, 0, 2]));
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
    for (const { shape, inputs, biases } of shapesOf(place)) {
      parameters.weights.push(tf.variable(tf.tensor(initialWeights(inputs, sizeOf(shape) / inputs), shape)));
      parameters.biases.push(tf.variable(tf.zeros([biases])));
    }
  }
  return parameters;
}

const GATES = { lstm: 4, gru: 3 };

/**
 * The weights of a layer.
 * @param {Placed} place
 * @returns {{ shape: number[], inputs: number, biases: number }[]}
 */
function shapesOf(place) {
  const { layer, input, output } = place;
  const inputs = fanIn(place);
  if (layer.type === "dense") return [{ shape: [inputs, layer.units], inputs, biases: layer.units }];
  if (layer.type === "embedding") return [{ shape: [layer.indices, layer.size], inputs: layer.indices, biases: 1 }];
  if (isRecurrent(layer)) {
    const { units } = layer;
    const rows = GATES[layer.type] * units;
    return [
      { shape: [inputs, rows], inputs, biases: rows },
      { shape: [units, rows], inputs: units, biases: units },
    ];
  }
  if (layer.type === "convPool2d")
    return [{ shape: [layer.kernel, layer.kernel, input[0], layer.filters], inputs, biases: output[0] }];
  return [];
}

/**
 * @param {Examples} examples
 * @param {Uint32Array} batch
 * @param {number} classes
 */
function oneHotRows(examples, batch, classes) {
  if (examples.labels.length === examples.count) return tf.tensor2d(oneHot(examples, batch), [batch.length, CLASSES]);
  // Step by step, as the inputs lie.
  const steps = examples.labels.length / examples.count;
  const targets = new Float32Array(batch.length * steps * classes);
  for (let t = 0; t < steps; t++)
    for (let i = 0; i < batch.length; i++)
      targets[(t * batch.length + i) * classes + examples.labels[batch[i] * steps + t]] = 1;
  return tf.tensor2d(targets, [batch.length * steps, classes]);
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
    if (layer.type === "embedding") {
      const [steps, count] = a.shape;
      const table = /** @type {tf.Tensor2D} */ (weights[next++]);
      a = tf.reshape(tf.gather(table, tf.cast(tf.reshape(a, [-1]), "int32")), [steps, count, layer.size]);
      continue;
    }
    if (isRecurrent(layer)) {
      const own = { weights: weights.slice(next, next + 2), biases: biases.slice(next, next + 2) };
      next += 2;
      a = recurrent(layer, own, /** @type {tf.Tensor3D} */ (a));
      continue;
    }
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

/**
 * W x + b of all steps is one product; then from step to step.
 * @param {RecurrentLayer} layer
 * @param {Parameters} own
 * @param {tf.Tensor3D} x   [steps, examples, features]
 */
function recurrent({ type, units, output }, { weights: [w, u], biases: [b, after] }, x) {
  const [steps, count, features] = x.shape;
  const rows = GATES[type] * units;
  const all = tf.add(tf.matMul(tf.reshape(x, [steps * count, features]), /** @type {tf.Tensor2D} */ (w)), b);
  const each = tf.unstack(tf.reshape(all, [steps, count, rows]));
  let h = /** @type {tf.Tensor2D} */ (tf.zeros([count, units]));
  let c = h;
  const outputs = each.map((z) => {
    const product = tf.matMul(h, /** @type {tf.Tensor2D} */ (u));
    if (type === "lstm") {
      const [i, f, g, o] = tf.split(/** @type {tf.Tensor2D} */ (tf.add(z, product)), 4, 1);
      c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
      h = tf.mul(tf.sigmoid(o), tf.tanh(c));
    } else {
      const [r, s, n] = tf.split(/** @type {tf.Tensor2D} */ (z), 3, 1);
      const [byR, byS, byN] = tf.split(product, 3, 1);
      const update = tf.sigmoid(tf.add(s, byS));
      const candidate = tf.tanh(tf.add(n, tf.mul(tf.sigmoid(tf.add(r, byR)), tf.add(byN, after))));
      h = tf.add(candidate, tf.mul(update, tf.sub(h, candidate)));
    }
    return h;
  });
  return output === "every" ? tf.stack(outputs) : h;
}

/** Rows of units: steps, where there are some, one after another. @param {tf.Tensor} a */
function flat(a) {
  if (a.rank === 2) return /** @type {tf.Tensor2D} */ (a);
  return tf.reshape(a, a.rank === 3 ? [-1, a.shape[2] ?? 0] : [a.shape[0], -1]);
}

/**
 * `optimizer.minimize`, as its users train. The cross-entropy of a sigmoid is softplus(z) − zy.
 * @param {Parameters} parameters
 * @param {Task} task
 * @returns {Update}
 */
function automatic(parameters, { network, learningRate, miniBatchSize }) {
  const variables = [...parameters.weights, ...parameters.biases];
  const softmax = outputActivation(network) === "softmax";
  const { output } = placed(network).at(-1) ?? { output: [] };
  // The mean over steps, where there are some.
  const answers = output.length === 2 ? output[0] : 1;
  const optimizer = tf.train.sgd(learningRate / miniBatchSize / answers);
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
  if (!sigmoidUnits(network)) throw new Skip("by hand it is written for fully-connected layers of sigmoid units");
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

/**
 * Contrastive divergence by its formulas: states are drawn, and the last hidden units are their probabilities.
 * @param {Task} task
 */
function contrastiveDivergence({ network, examples: files, miniBatchSize, learningRate }) {
  const visible = sizeOf(network.input);
  const hidden = network.boltzmann?.hidden ?? 0;
  const examples = loadExamples(files);
  const inputs = toFloats(examples);
  const next = miniBatches(examples.count, miniBatchSize);
  const weights = tf.variable(tf.randomNormal([visible, hidden], 0, 0.01));
  const b = tf.variable(tf.zeros([visible]));
  const c = tf.variable(tf.zeros([hidden]));
  const step = tf.scalar(learningRate / miniBatchSize);
  const w = /** @type {tf.Tensor2D} */ (weights);
  const activation = /** @type {const} */ ("sigmoid");
  /** @param {tf.Tensor2D} p */
  const drawn = (p) => /** @type {tf.Tensor2D} */ (tf.cast(tf.less(tf.randomUniform(p.shape), p), "float32"));
  /** @param {tf.Tensor2D} v */
  const up = (v) => /** @type {tf.Tensor2D} */ (tf.fused.matMul({ a: v, b: w, bias: c, activation }));
  return async (/** @type {number} */ count) => {
    for (let i = 0; i < count; i++)
      tf.tidy(() => {
        const v = drawn(tf.tensor2d(gather(inputs, next(), visible), [miniBatchSize, visible]));
        const first = up(v);
        const down = { a: drawn(first), b: w, transposeB: true, bias: b, activation };
        const chain = drawn(/** @type {tf.Tensor2D} */ (tf.fused.matMul(down)));
        const last = up(chain);
        const contrast = tf.sub(tf.matMul(v, first, true, false), tf.matMul(chain, last, true, false));
        weights.assign(tf.add(weights, tf.mul(contrast, step)));
        b.assign(tf.add(b, tf.mul(tf.sum(tf.sub(v, chain), 0), step)));
        c.assign(tf.add(c, tf.mul(tf.sum(tf.sub(first, last), 0), step)));
      });
    await c.data();
  };
}
