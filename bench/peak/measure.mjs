// @ts-check
/**
 * Says, for each line that it is sent, how many gigaflops one core reaches at that moment: in pure arithmetic, and in the
 * bare loop of a product. Runs are short, so that they fit between whatever else the machine does, and the best counts.
 */
import { createInterface } from "node:readline";
import { compileLoops } from "./loops.mjs";

/** @import { Loop } from "./loops.mjs" */

const SECONDS = 0.002;
const FIRST_RUNS = 20;
const RUNS = 10;

const { peak, bare } = await compileLoops();
const candidates = peak.map((loop) => ({ loop, reached: best(loop, FIRST_RUNS) }));
const fastest = candidates.reduce((a, b) => (b.reached > a.reached ? b : a)).loop;
for await (const _ of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify({ peak: best(fastest, RUNS), bare: best(bare, RUNS) })}\n`);

/**
 * @param {Loop} loop
 * @param {number} runs
 */
function best({ operations, run }, runs) {
  const time = (/** @type {number} */ rounds) => {
    const start = performance.now();
    run(rounds);
    return (performance.now() - start) / 1e3;
  };
  let rounds = 1000;
  // Until it runs code that was optimized, and takes long enough to be timed.
  for (let seconds = time(rounds); seconds < SECONDS / 2; seconds = time(rounds))
    rounds = Math.ceil(rounds * Math.min(10, SECONDS / Math.max(seconds, 1e-6)));
  return (rounds * operations) / Math.min(...Array.from({ length: runs }, () => time(rounds))) / 1e9;
}
