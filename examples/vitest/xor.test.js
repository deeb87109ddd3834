import { classification, dense, network, train } from "nndl";
import { expect, test } from "vitest";

test("learns XOR where a page would be", async () => {
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
    document.body.textContent = `epoch ${index}`;
  }
  expect(document.body.textContent).toBe("epoch 99");
  expect(net.sha256()).toBe("30a78a92a508f752049c942869b43e59e048ce3342935776c99547f80b61a33b");
});
