// @ts-check
/** The memory that the book's best network takes while it trains on the expanded data. */
import { follow } from "../harness/study.mjs";

/** @import { Study } from "../harness/study.mjs" */

const PROGRAM = new URL("./memory-program.mjs", import.meta.url);
const GOAL_MB = 700;

/** After a stage, the largest resident size so far. @typedef {{ stage: string, peakBytes: number }} Told */

/** @type {Study} */
export const memory = {
  title: "Peak resident memory of E6.13 (1000 + 1000, dropout) trained for an epoch on 250,000 images, and evaluated",
  async run({ threads }, print) {
    /** @type {Told[]} */
    const results = [];
    await follow(PROGRAM, { threads }, (/** @type {Told} */ told) => {
      results.push(told);
      print(`  ${told.stage}: ${megabytes(told)} MB`);
    });
    const measured = Math.max(...results.map(megabytes));
    const text = `E6.13 on 250,000 images, ${threads} threads: ${measured} MB (goal: under ${GOAL_MB} MB)`;
    return { results, goals: [{ text, measured, goal: GOAL_MB, reached: measured < GOAL_MB }] };
  },
};

/** Of 10⁶ bytes. @param {Told} told */
function megabytes({ peakBytes }) {
  return Math.round(peakBytes / 1e6);
}
