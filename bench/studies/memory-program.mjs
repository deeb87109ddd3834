// @ts-check
/** Trains E6.13 on the book's 250,000 images for an epoch and tells the largest resident size after each stage. */
import { build, tell } from "../harness/study.mjs";
import { e6_13 } from "../suites/networks.mjs";

const { threads } = JSON.parse(process.argv[2]);
/** @type {typeof import("../../packages/nndl/dist/index.js")} */
const { expandByShifts, mnist, network, train } = await import(build.href);

/** @param {string} stage */
const note = (stage) => tell({ stage, peakBytes: process.resourceUsage().maxRSS * 1024 });

const digits = await mnist();
note("MNIST read");
const expanded = expandByShifts(digits.training, { seed: 1 });
note(`${expanded.count.toLocaleString("en-US")} images made`);
const run = train(network({ ...e6_13, cost: "log-likelihood", seed: 1 }), expanded, {
  epochs: 1,
  miniBatchSize: 10,
  learningRate: 0.03,
  threads,
  miniBatchEvents: 1000,
  evaluate: { validation: digits.validation, test: digits.test },
});
for await (const event of run) {
  if (event.type === "mini-batch" && event.step === 1000) note("1,000 mini-batches trained");
  if (event.type === "epoch") note("an epoch trained, validation and test images evaluated");
}
