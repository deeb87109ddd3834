// @ts-check
/**
 * jax-js on its wasm backend with jit, by grad() and by hand. Weights are kept with one row an output, and the step is
 * multiplied into the gradients last: of what was tried, its compiler makes the fastest code of this.
 */
import { CLASSES, gather, initialWeights, loadExamples, miniBatches, oneHot, toFloats } from "../harness/examples.mjs";
import { installedVersion, Skip } from "../harness/serve.mjs";

/** @import { Array as JaxArray } from "@jax-js/jax" */
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
  const { numpy: np, nn } = jax;

  /**
   * @param {Parameters} parameters
   * @param {JaxArray} x
   */
  function logits(parameters, x) {
    let a = x;
    for (let i = 0; i < parameters.length; i += 2) {
      a = np.matmul(a, parameters[i].transpose()).add(parameters[i + 1]);
      if (i + 2 < parameters.length) a = nn.sigmoid(a);
    }
    return a;
  }

  /**
   * The cross-entropy of a sigmoid is softplus(z) − zy.
   * @param {Task} task
   * @returns {Update}
   */
  function automatic({ learningRate, miniBatchSize }) {
    /** @type {(parameters: Parameters, x: JaxArray, y: JaxArray) => JaxArray} */
    const cost = (parameters, x, y) => {
      const z = logits(parameters, x);
      return np.sum(nn.softplus(z.ref).sub(z.mul(y)));
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
  function handWritten({ learningRate, miniBatchSize }) {
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
      const { network, training, miniBatchSize } = task;
      const update = byHand ? handWritten(task) : automatic(task);
      const examples = loadExamples(training);
      const inputs = toFloats(examples);
      const next = miniBatches(examples.count, miniBatchSize);
      /** @type {Parameters} */
      let parameters = network.slice(1).flatMap((n, i) => {
        const weights = np.array(initialWeights(network[i], n)).reshape([n, network[i]]);
        return [weights, np.zeros([n])];
      });
      return {
        train(count) {
          for (let i = 0; i < count; i++) {
            const batch = next();
            const x = np.array(gather(inputs, batch, examples.size)).reshape([miniBatchSize, examples.size]);
            const y = np.array(oneHot(examples, batch)).reshape([miniBatchSize, CLASSES]);
            parameters = update(parameters, x, y);
            // Work is put off until a result is read. Reading a little of it after every step keeps the list of what is
            // put off short, and is about ten times as fast as one blockUntilReady at the end.
            parameters[1].ref.dataSync();
          }
          for (const p of parameters) p.ref.dataSync();
        },
        predict(pixels, count) {
          const x = np.array(pixels).reshape([count, pixels.length / count]);
          const z = logits(
            parameters.map((p) => p.ref),
            x,
          );
          return z.dataSync();
        },
      };
    },
  };
}
