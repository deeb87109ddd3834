import { classification, dense, network, train } from "nndl";

const xor = classification(
  [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  [0, 1, 1, 0],
);
const net = network({ input: [2], layers: [dense(4, "tanh"), dense(2, "softmax")], seed: 1 });
for await (const { index } of train(net, xor, { epochs: 100, miniBatchSize: 4, learningRate: 1 })) {
  postMessage(`epoch ${index}`);
}
postMessage(net.sha256());
