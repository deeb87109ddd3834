// @ts-check
/** Trains as one does in Node, and tells how many images a second that was, the tests of each epoch included. */
import { build, tell } from "../harness/study.mjs";

/** @type {typeof import("../../packages/nndl/dist/index.js")} */
const { mnist, network, train } = await import(build.href);
const { network: spec, training, epochs, warm, threads } = JSON.parse(process.argv[2]);
const { training: data, test } = await mnist();
let began = 0;
/** @type {import("../../packages/nndl/dist/index.js").TrainOptions & { miniBatchEvents?: undefined }} */
const options = { ...training, epochs, threads, evaluate: { test } };
for await (const { index } of train(network(spec), data, options)) if (index === warm - 1) began = performance.now();
tell({ imagesPerSecond: ((epochs - warm) * data.count) / ((performance.now() - began) / 1000) });
