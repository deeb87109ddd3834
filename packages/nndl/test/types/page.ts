/** What a page does besides, with the browser's own types. */
import { dense, network, regression, train } from "nndl";

const net = network({ input: [1], layers: [dense(1, "linear")] });
const controller = new AbortController();
train(net, regression([0], [1]), { epochs: 1, learningRate: 1, signal: controller.signal });
// Bytes that one saves are bytes that a browser takes.
export const download = new Blob([net.toBytes()]);
