// @ts-check
/** From the start of a process to 99 % on MNIST's test images, everything included: one process for each seed. */
import { follow } from "../harness/study.mjs";

/** @import { Study } from "../harness/study.mjs" */

const PROGRAM = new URL("./time-to-99-program.mjs", import.meta.url);
const GOAL_SECONDS = 15;

/** What the program tells after each epoch. @typedef {{ epoch: number, correct: number, of: number, imagesPerSecond: number }} Told */
/** @typedef {{ seed: number, seconds: number | null, epochs: number, correct: number, imagesPerSecond: number }} Result */

/** @type {Study} */
export const timeTo99 = {
  title:
    "From process start to 99 % of MNIST's test images: node, nndl, the data, training, and testing after each epoch",
  async run({ seeds, threads }, print) {
    /** @type {Result[]} */
    const results = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const result = await once(seed, threads);
      results.push(result);
      print(line(result));
    }
    const reached = results.map(({ seconds }) => seconds ?? Number.POSITIVE_INFINITY);
    const slowest = Math.max(...reached);
    const text = `99 % with each of ${seeds} seeds on ${threads} threads: ${
      Number.isFinite(slowest) ? `${slowest.toFixed(1)} s at most` : "not with every seed"
    } (goal: under ${GOAL_SECONDS} s)`;
    const measured = Number.isFinite(slowest) ? slowest : null;
    return { results, goals: [{ text, measured, goal: GOAL_SECONDS, reached: slowest < GOAL_SECONDS }] };
  },
};

/**
 * @param {number} seed
 * @param {number} threads
 * @returns {Promise<Result>}
 */
async function once(seed, threads) {
  /** @type {Result} */
  let result = { seed, seconds: null, epochs: 0, correct: 0, imagesPerSecond: 0 };
  await follow(PROGRAM, { seed, threads }, (/** @type {Told} */ { epoch, correct, of, imagesPerSecond }, seconds) => {
    const there = correct >= 0.99 * of;
    result = { seed, seconds: there ? seconds : null, epochs: epoch + 1, correct, imagesPerSecond };
  });
  return result;
}

/** @param {Result} result */
function line({ seed, seconds, epochs, correct, imagesPerSecond }) {
  const time = seconds === null ? "never" : `${seconds.toFixed(1)} s`;
  const speed = Math.round(imagesPerSecond).toLocaleString("en-US");
  return `  seed ${seed}: ${time.padStart(6)}, ${epochs} epochs, ${correct} / 10000, ${speed} img/s while training`;
}
