/** For tests: a program that trains on two threads, ends the other thread behind the library's back, and says what comes of it. */
import { Dataset, dense, NndlError, network, wasmEngine } from "../index.ts";
import { pretendProcessors } from "./processors.ts";
import { stretchOf } from "./sessions.ts";

pretendProcessors(2);

const data = new Dataset({
  shape: [20],
  features: Uint8Array.from({ length: 200 }, (_, i) => (i * 2654435761) >>> 24),
  targets: { kind: "classes", labels: Array.from({ length: 10 }, (_, i) => i % 3), classes: 3 },
});
const workers: { terminate(): unknown }[] = [];
process.on("worker", (worker) => workers.push(worker));
const session = await wasmEngine.open(network({ input: [20], layers: [dense(9), dense(3)], seed: 1 }), { threads: 2 });
const stretch = stretchOf(session.load(data), { miniBatchSize: 5 });
session.train(stretch);
for (const worker of workers) worker.terminate();
try {
  // From here on the calling thread never gets to listen: nobody can tell it that the other has ended.
  session.train(stretch);
} catch (error) {
  if (error instanceof NndlError) console.log(`${workers.length} lost: ${error.code}, ${error.problem}`);
}
session.close();
