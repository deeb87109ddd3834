// @ts-check
/** nndl: a session of its wasm engine, with the training set in the engine's memory. */
import { existsSync, readFileSync } from "node:fs";
import { Skip, serve } from "../harness/serve.mjs";

const library = new URL("../../packages/nndl/", import.meta.url);
const build = new URL("dist/index.js", library);
const SEED = 1;

await serve(async () => {
  if (!existsSync(build)) throw new Skip("it is not built: run npm run build in the repository's root");
  /** @type {typeof import("../../packages/nndl/dist/index.js")} */
  const { dense, idxDataset, network, stream, wasmEngine } = await import(build.href);
  const { version } = JSON.parse(readFileSync(new URL("package.json", library), "utf8"));
  return {
    label: "nndl",
    versions: { nndl: version, Node: process.versions.node },
    threads: true,
    async open({ network: [inputs, ...units], training, miniBatchSize, learningRate, threads }) {
      const net = network({
        input: [inputs],
        layers: units.map((n) => dense(n, "sigmoid")),
        cost: "cross-entropy",
        seed: SEED,
      });
      const images = idxDataset(readFileSync(training.images), readFileSync(training.labels)).take(training.count);
      const session = await wasmEngine.open(net, { threads, miniBatchSize });
      const data = session.load(images);
      const { count } = images;
      let epoch = 0;
      let order = stream(SEED, "shuffle", epoch).permutation(count);
      let from = 0;
      let stepsBefore = 0;
      return {
        train(miniBatches) {
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
        },
        predict: (pixels) => session.predict(pixels),
      };
    },
  };
});
