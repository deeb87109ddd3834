const { classification, dense, network, train } = require("nndl");

async function main() {
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
    console.log(`epoch ${index}`);
  }
  console.log(net.sha256());
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
