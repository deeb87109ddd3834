// @ts-check
/** Trains until 99 % of the test images are right, or the epochs are over, and tells what each epoch came to. */
import { build, tell } from "../harness/study.mjs";
import * as preset from "./preset.mjs";

const { seed, threads } = JSON.parse(process.argv[2]);
/** @type {typeof import("../../packages/nndl/dist/index.js")} */
const { mnist, network, train } = await import(build.href);

const { training, test } = await mnist();
/** @type {import("../../packages/nndl/dist/index.js").TrainOptions<{ test: typeof test }> & { miniBatchEvents?: undefined }} */
const options = { ...preset.training, threads, evaluate: { test } };
for await (const epoch of train(network(preset.network(seed)), training, options)) {
  const { correct = 0, count } = epoch.evaluations.test;
  tell({ epoch: epoch.index, correct, of: count, imagesPerSecond: epoch.examplesPerSecond });
  if (correct >= 0.99 * count) break;
}
