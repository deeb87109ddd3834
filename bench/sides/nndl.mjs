// @ts-check
/** nndl: a session of its wasm engine, with the training set in the engine's memory. */
import { existsSync, readFileSync } from "node:fs";
import { loadExamples, pieces, toFloats } from "../harness/examples.mjs";
import { outputActivation, sizeOf } from "../harness/network.mjs";
import { Skip, serve } from "../harness/serve.mjs";

/** @import { KernelTime, Task } from "../harness/task.mjs" */
/** @import { Session } from "../../packages/nndl/dist/index.js" */

const library = new URL("../../packages/nndl/", import.meta.url);
const build = new URL("dist/index.js", library);
const SEED = 1;

await serve(async () => {
  if (!existsSync(build)) throw new Skip("it is not built: run npm run build in the repository's root");
  /** @type {typeof import("../../packages/nndl/dist/index.js")} */
  const { Dataset, idxDataset, network, wasmEngine } = await import(build.href);
  /** @type {typeof import("../../packages/nndl/dist/entries/random.js")} */
  const { stream } = await import(new URL("entries/random.js", build).href);
  const { version } = JSON.parse(readFileSync(new URL("package.json", library), "utf8"));

  return {
    label: "nndl",
    versions: { nndl: version, Node: process.versions.node },
    threads: true,
    async open(task) {
      const { threads, miniBatchSize } = task;
      if (task.network.boltzmann) return contrastiveDivergence(task);
      const cost = outputActivation(task.network) === "softmax" ? "log-likelihood" : "cross-entropy";
      const net = network({ ...task.network, cost, seed: SEED });
      const session = await wasmEngine.open(net, { threads, miniBatchSize });
      const predict = (/** @type {Float32Array} */ pixels) => session.predict(pixels);
      if (task.work === "inference") return { work: inference(session, task), predict };
      return { ...training(session, task), predict };
    },
  };

  /**
   * @param {Session} session
   * @param {Task} task
   */
  function training(session, task) {
    const { miniBatchSize, learningRate } = task;
    const set = dataset(task);
    const data = session.load(set);
    const { count } = set;
    let stepsBefore = 0;
    const options = {
      data,
      miniBatchSize,
      optimizer: { type: /** @type {const} */ ("sgd") },
      learningRate,
      regularization: { l1: 0, l2: 0 },
      trainingCount: count,
    };
    const next = epochs(count, miniBatchSize);
    const work = (/** @type {number} */ miniBatches) =>
      next(miniBatches, (order, from, to) => {
        const { steps, failure } = session.train({ ...options, order, from, to, stepsBefore });
        if (failure) throw new Error(`the outputs were no longer finite at step ${failure.step}`);
        stepsBefore += steps;
      });
    return {
      work,
      profile(/** @type {number} */ miniBatches) {
        const to = Math.min(count, miniBatches * miniBatchSize);
        const order = stream(SEED, "shuffle", 0).permutation(count);
        return kernelTimes(session, { ...options, order, from: 0, to, stepsBefore });
      },
    };
  }

  /**
   * Stretches of mini-batches without end, each within an epoch.
   * @param {number} count
   * @param {number} miniBatchSize
   */
  function epochs(count, miniBatchSize) {
    let epoch = 0;
    let order = stream(SEED, "shuffle", epoch).permutation(count);
    let from = 0;
    return (
      /** @type {number} */ miniBatches,
      /** @type {(order: Uint32Array, from: number, to: number) => void} */ train,
    ) => {
      for (let left = miniBatches; left > 0; ) {
        if (from === count) {
          epoch++;
          order = stream(SEED, "shuffle", epoch).permutation(count);
          from = 0;
        }
        const to = Math.min(count, from + left * miniBatchSize);
        train(order, from, to);
        left -= Math.ceil((to - from) / miniBatchSize);
        from = to;
      }
    };
  }

  /**
   * Images; indices of characters, with a class at each step, where the network begins with an embedding.
   * @param {Task} task
   */
  function dataset({ network: { input, layers }, examples }) {
    const [first] = layers;
    if (first.type !== "embedding")
      return idxDataset(readFileSync(examples.images), readFileSync(examples.labels)).take(examples.count);
    const { pixels, labels } = loadExamples(examples);
    const targets = { kind: /** @type {const} */ ("classes"), labels, classes: first.indices };
    return new Dataset({ name: "text", shape: input, features: pixels, scale: 1, targets });
  }

  /**
   * A session as `trainMachine` drives it.
   * @param {Task} task
   */
  async function contrastiveDivergence({
    network: { input, boltzmann: shape },
    examples,
    miniBatchSize,
    learningRate,
    threads,
  }) {
    /** @type {typeof import("../../packages/nndl/dist/entries/generative.js")} */
    const { boltzmann } = await import(new URL("entries/generative.js", build).href);
    /** @type {typeof import("../../packages/nndl/dist/generative/wasm/training-session.js")} */
    const { wasmMachines } = await import(new URL("generative/wasm/training-session.js", build).href);
    const machine = boltzmann({ visible: sizeOf(input), hidden: shape?.hidden ?? 0, seed: SEED });
    const images = idxDataset(readFileSync(examples.images), readFileSync(examples.labels)).take(examples.count);
    const rules = {
      ...{ miniBatchSize, momentum: 0, weightDecay: 0, sparsity: undefined, persistent: false },
      ...{ examples: /** @type {const} */ ("drawn"), chains: /** @type {const} */ ("drawn") },
    };
    const session = await wasmMachines.open(machine, images, rules, threads);
    const next = epochs(images.count, miniBatchSize);
    let stepsBefore = 0;
    return {
      work: (/** @type {number} */ miniBatches) =>
        next(miniBatches, (order, from, to) => {
          session.train({ order, from, to, stepsBefore, learningRate, gibbsSteps: 1 });
          stepsBefore += Math.ceil((to - from) / miniBatchSize);
        }),
    };
  }
});

/**
 * @param {Session} session
 * @param {Task} task
 */
function inference(session, { examples: files, miniBatchSize }) {
  const examples = loadExamples(files);
  const next = pieces(toFloats(examples), examples.count, miniBatchSize);
  return (/** @type {number} */ miniBatches) => {
    for (let i = 0; i < miniBatches; i++) session.predict(next());
  };
}

/**
 * The time of each kernel, added up over the layers. The engine runs one operation at a time for it, so the sum is a little
 * more than a step takes. Multiply-adds are counted as if nothing were left out.
 * @param {Session} session
 * @param {import("../../packages/nndl/dist/index.js").TrainingStretch} stretch
 * @returns {KernelTime[] | undefined}
 */
function kernelTimes(session, stretch) {
  const { profile } =
    /** @type {{ profile?: (stretch: unknown) => (KernelTime & { name: string, layer?: number })[] }} */ (session);
  return profile
    ?.call(session, stretch)
    .filter(({ multiplyAdds }) => multiplyAdds > 0)
    .map(({ name, layer, seconds, multiplyAdds }) => ({
      kernel: layer === undefined ? name : `${name}, layer ${layer + 1}`,
      seconds,
      multiplyAdds,
    }));
}
