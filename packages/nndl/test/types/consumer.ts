/** A stranger's program, to be compiled and not to be run. */
import { dense, encodeCheckpoint, mnist, network, train } from "nndl";

const digits = await mnist();
const net = network({ input: [784], layers: [dense(30), dense(10)], seed: 1 });

const abort = { aborted: false, addEventListener() {}, removeEventListener() {} };
const run = train(net, digits.training, { epochs: 3, learningRate: 3, signal: abort });
for await (const epoch of run) epoch.index satisfies number;
encodeCheckpoint(run.snapshot()) satisfies Uint8Array;
