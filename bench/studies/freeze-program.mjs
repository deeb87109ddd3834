// @ts-check
/** Trains each network with layers frozen and without, in turn, and tells the seconds of each epoch. */
import { build, tell } from "../harness/study.mjs";
import { cases } from "./freeze.mjs";

const { rounds, threads } = JSON.parse(process.argv[2]);
/** @type {typeof import("../../packages/nndl/dist/index.js")} */
const { mnist, network, parseLayers, train } = await import(build.href);
const { training } = await mnist();
const data = training.take(5_000);

for (const [index, { layers, freeze }] of cases.entries())
  for (let round = 0; round < rounds; round++)
    for (const frozen of [[], freeze]) {
      const net = network({ ...parseLayers(layers), cost: "log-likelihood", seed: 1 });
      const run = train(net, data, { epochs: 2, miniBatchSize: 32, learningRate: 0.03, threads, freeze: frozen });
      // The first epoch warms up.
      for await (const event of run)
        if (event.type === "epoch" && event.index === 1)
          tell({ index, isFrozen: frozen.length > 0, imagesPerSecond: event.examplesPerSecond });
    }
