// @ts-check
/**
 * How far apart two cores are: what it takes a word to go from one thread to another and back, in nanoseconds. The cores of
 * a virtual machine may share a cache or lie far apart, and may be moved while it runs; what threads of one step hand to
 * each other takes that much longer.
 */
import { availableParallelism } from "node:os";
import { isMainThread, Worker, workerData } from "node:worker_threads";

const MESSAGES = 10_000;
const REPEATS = 3;

/** Where threads share a processor, each message takes until it is given to the other: some will do. In milliseconds. */
const ENOUGH = 100;

if (!isMainThread && workerData?.echo instanceof Int32Array) answer(workerData.echo);

/** @param {Int32Array} word */
function answer(word) {
  Atomics.store(word, 0, 1);
  for (;;) {
    const value = Atomics.load(word, 0);
    if (value < 0) return;
    if (value === 2) Atomics.store(word, 0, 1);
  }
}

/**
 * The fastest of a few measurements; undefined on one core.
 * @returns {Promise<number | undefined>}
 */
export async function coreDistance() {
  if (availableParallelism() < 2) return undefined;
  const word = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), { workerData: { echo: word } });
  const ended = new Promise((resolve, reject) => worker.once("exit", resolve).once("error", reject));
  const ready = async () => {
    while (Atomics.load(word, 0) !== 1) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  await Promise.race([ready(), ended]);
  const times = Array.from({ length: REPEATS }, () => {
    const start = performance.now();
    let messages = 0;
    let spent = 0;
    while (messages < MESSAGES && spent < ENOUGH) {
      for (let i = 0; i < 10; i++) {
        Atomics.store(word, 0, 2);
        while (Atomics.load(word, 0) !== 1);
      }
      messages += 10;
      spent = performance.now() - start;
    }
    return (spent / messages) * 1e6;
  });
  Atomics.store(word, 0, -1);
  await ended;
  return Math.min(...times);
}
