// @ts-check
/** nndl: a session of its wasm engine, with the training set in the engine's memory. */
import { existsSync, readFileSync } from "node:fs";
import { loadExamples, pieces, toFloats } from "../harness/examples.mjs";
import { outputActivation } from "../harness/network.mjs";
import { Skip, serve } from "../harness/serve.mjs";

/** @import { KernelTime, Task } from "../harness/task.mjs" */
/** @import { Session } from "../../packages/nndl/dist/index.js" */

const library = new URL("../../packages/nndl/", import.meta.url);
const build = new URL("dist/index.js", library);
const SEED = 1;

await serve(async () => {
  if (!existsSync(build)) throw new Skip("it is not built: run npm run build in the repository's root");
  /** @type {typeof import("../../packages/nndl/dist/index.js")} */
  const { idxDataset, network, stream, wasmEngine } = await import(build.href);
  const { version } = JSON.parse(readFileSync(new URL("package.json", library), "utf8"));

  return {
    label: "nndl",
    versions: { nndl: version, Node: process.versions.node },
    threads: true,
    async open(task) {
      const { threads, miniBatchSize } = task;
      const cost = outputActivation(task.network) === "softmax" ? "log-likelihood" : "cross-entropy";
      const net = network({ ...task.network, cost, seed: SEED });
      const session = await wasmEngine.open(net, { threads, miniBatchSize });
      const work = task.work === "inference" ? inference(session, task) : training(session, task);
      return {
        work,
        predict: (pixels) => session.predict(pixels),
        profile: (miniBatches) => kernelTimes(session, () => work(miniBatches)),
      };
    },
  };

  /**
   * @param {Session} session
   * @param {Task} task
   */
  function training(session, { examples, miniBatchSize, learningRate }) {
    const images = idxDataset(readFileSync(examples.images), readFileSync(examples.labels)).take(examples.count);
    const data = session.load(images);
    const { count } = images;
    let epoch = 0;
    let order = stream(SEED, "shuffle", epoch).permutation(count);
    let from = 0;
    let stepsBefore = 0;
    return (/** @type {number} */ miniBatches) => {
      for (let left = miniBatches; left > 0; ) {
        if (from === count) {
          epoch++;
          order = stream(SEED, "shuffle", epoch).permutation(count);
          from = 0;
        }
        const to = Math.min(count, from + left * miniBatchSize);
        const { steps, failure } = session.train({
          data,
          order,
          from,
          to,
          miniBatchSize,
          optimizer: { type: "sgd" },
          learningRate,
          regularization: { l1: 0, l2: 0 },
          trainingCount: count,
          stepsBefore,
        });
        if (failure) throw new Error(`the outputs were no longer finite at step ${failure.step}`);
        stepsBefore += steps;
        left -= steps;
        from = to;
      }
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
 * The table of kernels, for an engine that can time its own operations; undefined while it cannot.
 * @param {Session} session
 * @param {() => void} work
 * @returns {KernelTime[] | undefined}
 */
function kernelTimes(session, work) {
  const { profile } = /** @type {{ profile?: (work: () => void) => KernelTime[] }} */ (session);
  return profile?.call(session, work);
}
