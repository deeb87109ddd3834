// @ts-check
/**
 * jax-js on its wasm backend with jit, by grad() and by hand. Weights are kept with one row an output, and the step is
 * multiplied into the gradients last: of what was tried, its compiler makes the fastest code of this. Pooling as the
 * maximum of a reshaped array was as fast as its reduceWindow, or a little faster.
 */
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
import { fanIn, outputActivation, placed, sigmoidUnits } from "../harness/network.mjs";
import { installedVersion, Skip } from "../harness/serve.mjs";

/** @import { Array as JaxArray } from "@jax-js/jax" */
/** @import { ConvPoolLayer, Network, Placed } from "../harness/network.mjs" */
/** @import { Side } from "../harness/serve.mjs" */
/** @import { Task } from "../harness/task.mjs" */

/** Weights and biases of the layers in turn. @typedef {JaxArray[]} Parameters */
/** @typedef {(parameters: Parameters, x: JaxArray, y: JaxArray) => Parameters} Update */

// It asks a browser's navigator for the processor; Node 20 has none.
globalThis.navigator ??= /** @type {Navigator} */ ({ userAgent: "Node.js", hardwareConcurrency: 1 });

/**
 * @param {boolean} byHand
 * @returns {Promise<Side>}
 */
export async function jaxSide(byHand) {
  const jax = await import("@jax-js/jax").catch((error) => {
    throw new Skip(`it cannot start: ${error.message}`);
  });
  const { lax, numpy: np, nn } = jax;

  /**
   * @param {Network} network
   * @param {Parameters} parameters
   * @param {JaxArray} x
   */
  function logits(network, parameters, x) {
    const count = x.shape[0];
    let a = x;
    let next = 0;
    for (const { layer, input, output } of placed(network)) {
      if (layer.type !== "dense" && layer.type !== "convPool2d") throw new Skip(`it has no ${layer.type}`);
      const [w, b] = parameters.slice(next, next + 2);
      next += 2;
      if (layer.type === "dense") {
        const flat = input.length === 1 ? a : a.reshape([count, -1]);
        a = np.matmul(flat, w.transpose()).add(b);
      } else {
        const z = lax.conv(a, w, [1, 1], "VALID");
        a = pooled(z, layer, output).add(b.reshape([1, layer.filters, 1, 1]));
      }
      if (next < parameters.length) a = layer.activation === "relu" ? nn.relu(a) : nn.sigmoid(a);
    }
    return a;
  }

  /**
   * @param {JaxArray} z
   * @param {ConvPoolLayer} layer
   * @param {number[]} output
   */
  function pooled(z, { window }, [filters, height, width]) {
    const [count, , before] = z.shape;
    if (before !== window * height) throw new Skip("windows that do not fit are not written for it");
    const columns = np.max(z.reshape([count, filters, height, window, window * width]), 3);
    return np.max(columns.reshape([count, filters, height, width, window]), 4);
  }

  /**
   * The cross-entropy of a sigmoid is softplus(z) − zy.
   * @param {Task} task
   * @returns {Update}
   */
  function automatic({ network, learningRate, miniBatchSize }) {
    const softmax = outputActivation(network) === "softmax";
    /** @type {(parameters: Parameters, x: JaxArray, y: JaxArray) => JaxArray} */
    const cost = (parameters, x, y) => {
      const z = logits(network, parameters, x);
      return softmax ? np.sum(nn.logSoftmax(z).mul(y)).neg() : np.sum(nn.softplus(z.ref).sub(z.mul(y)));
    };
    const step = learningRate / miniBatchSize;
    return jax.jit((/** @type {Parameters} */ parameters, /** @type {JaxArray} */ x, /** @type {JaxArray} */ y) => {
      const gradients = jax.grad(cost)(
        parameters.map((p) => p.ref),
        x,
        y,
      );
      return parameters.map((p, i) => p.sub(gradients[i].mul(step)));
    });
  }

  /**
   * The four equations on arrays.
   * @param {Task} task
   * @returns {Update}
   */
  function handWritten({ network, learningRate, miniBatchSize }) {
    if (!sigmoidUnits(network)) throw new Skip("by hand it is written for fully-connected layers of sigmoid units");
    const step = learningRate / miniBatchSize;
    return jax.jit((/** @type {Parameters} */ p, /** @type {JaxArray} */ x, /** @type {JaxArray} */ y) => {
      const layers = p.length / 2;
      const activations = [x];
      for (let i = 0; i < layers; i++)
        activations.push(nn.sigmoid(np.matmul(activations[i].ref, p[2 * i].ref.transpose()).add(p[2 * i + 1].ref)));
      let delta = activations[layers].sub(y);
      /** @type {Parameters} */
      const updated = [];
      for (let i = layers - 1; i >= 0; i--) {
        const a = activations[i];
        const back = i > 0 ? np.matmul(delta.ref, p[2 * i].ref).mul(a.ref.mul(np.subtract(1, a.ref))) : undefined;
        updated[2 * i] = p[2 * i].sub(np.matmul(delta.ref.transpose(), a).mul(step));
        updated[2 * i + 1] = p[2 * i + 1].sub(delta.sum(0).mul(step));
        if (back) delta = back;
      }
      return updated;
    });
  }

  return {
    label: `jax-js wasm${byHand ? ", by hand" : ""}`,
    versions: { "@jax-js/jax": installedVersion("@jax-js/jax") },
    byHand,
    open(task) {
      const { network, miniBatchSize } = task;
      const examples = loadExamples(task.examples);
      const inputs = toFloats(examples);
      let parameters = placed(network).flatMap(initialParameters);
      const kept = () => parameters.map((p) => p.ref);
      const forward = jax.jit((/** @type {Parameters} */ p, /** @type {JaxArray} */ x) => logits(network, p, x));
      /** @param {Float32Array} pixels */
      const tensor = (pixels) => np.array(pixels).reshape([pixels.length / examples.size, ...network.input]);
      /** @param {Float32Array} pixels */
      const predict = (pixels) => /** @type {Float32Array} */ (forward(kept(), tensor(pixels)).dataSync());
      if (task.work === "inference") {
        const next = pieces(inputs, examples.count, miniBatchSize);
        return {
          work(count) {
            for (let i = 0; i < count; i++) predict(next());
          },
          predict,
        };
      }
      const update = byHand ? handWritten(task) : automatic(task);
      const next = miniBatches(examples.count, miniBatchSize);
      return {
        work(count) {
          for (let i = 0; i < count; i++) {
            const batch = next();
            const y = np.array(oneHot(examples, batch)).reshape([miniBatchSize, CLASSES]);
            parameters = update(parameters, tensor(gather(inputs, batch, examples.size)), y);
            // Work is put off until a result is read. Reading a little of it after every step keeps the list of what is
            // put off short, and is about ten times as fast as one blockUntilReady at the end.
            parameters[1].ref.dataSync();
          }
          for (const p of parameters) p.ref.dataSync();
        },
        predict,
      };
    },
  };

  /**
   * @param {Placed} place
   * @returns {Parameters}
   */
  function initialParameters(place) {
    const { layer, input, output } = place;
    if (layer.type !== "dense" && layer.type !== "convPool2d") throw new Skip(`it has no ${layer.type}`);
    const inputs = fanIn(place);
    const shape =
      layer.type === "dense" ? [layer.units, inputs] : [layer.filters, input[0], layer.kernel, layer.kernel];
    return [np.array(initialWeights(inputs, output[0])).reshape(shape), np.zeros([output[0]])];
  }
}
