// @ts-check
/** How long a folder of ten thousand pictures takes to become a data set. */
import { follow } from "../harness/study.mjs";

/** @import { Study } from "../harness/study.mjs" */

const PROGRAM = new URL("./pictures-program.mjs", import.meta.url);
const PICTURES = 10_000;
const GOAL_SECONDS = 15;

/** One reading. @typedef {{ seconds: number, processor: number, peakBytes: number }} Told */

/** @type {Study} */
export const pictures = {
  title: "A folder of 10,000 PNGs of 28 to 64 pixels, grey and coloured, opened as a data set",
  async run({ rounds }, print) {
    /** @type {Told[]} */
    const results = [];
    await follow(PROGRAM, { pictures: PICTURES, rounds }, (/** @type {Told} */ told) => {
      results.push(told);
      const memory = Math.round(told.peakBytes / 1e6);
      print(`  ${told.seconds.toFixed(1)} s, ${told.processor.toFixed(1)} s of a processor, ${memory} MB at most`);
    });
    const measured = Math.max(...results.map(({ seconds }) => seconds));
    const text = `${PICTURES} PNGs: ${measured.toFixed(1)} s at most (goal: under ${GOAL_SECONDS} s)`;
    return { results, goals: [{ text, measured, goal: GOAL_SECONDS, reached: measured < GOAL_SECONDS }] };
  },
};
