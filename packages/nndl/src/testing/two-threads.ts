/** For tests: a program that trains on two threads, with pauses in which the other falls asleep, and says so when it is done. */
import { conv2d, Dataset, dense, maxPool2d, network, wasmEngine } from "../index.ts";
import { pretendProcessors } from "./processors.ts";
import { stretchOf } from "./sessions.ts";

pretendProcessors(2);

const count = 40;
const data = new Dataset({
  shape: [1, 12, 12],
  features: Uint8Array.from({ length: count * 144 }, (_, i) => (i * 2654435761) >>> 24),
  targets: { kind: "classes", labels: Array.from({ length: count }, (_, i) => i % 3), classes: 3 },
});
const layers = [conv2d(8, 3, "relu"), maxPool2d(2), dense(20, "relu"), dense(3, "softmax")];
const session = await wasmEngine.open(network({ input: [1, 12, 12], layers, seed: 1 }), { threads: 2 });
const resident = session.load(data);
for (let stretch = 0; stretch < 30; stretch++) {
  session.train(stretchOf(resident, { miniBatchSize: 4, stepsBefore: stretch * 10, learningRate: 0.01 }));
  if (stretch % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
}
session.download();
session.close();
console.log(`done ${session.network.sha256()}`);
