// @ts-check
/** What share of the processor's 128-bit peak nndl reaches, with the peak measured in the same run. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { multiplyAdds } from "./network.mjs";
import { US } from "./suite.mjs";

/** @import { Measured } from "./rounds.mjs" */
/** @import { Case, PeakShare } from "./suite.mjs" */

const program = fileURLToPath(new URL("../peak/measure.mjs", import.meta.url));

/**
 * @param {Case} one
 * @param {Measured[]} measured
 * @param {(progress: string) => void} tell
 * @returns {Promise<PeakShare[]>}
 */
export async function peakShares({ network, work }, measured, tell) {
  const ours = measured.filter(({ id }) => id === US);
  if (ours.length === 0) return [];
  tell("measuring the peak");
  const peak = await measurePeak();
  const perImage = multiplyAdds(network)[work];
  return ours.map(({ threads, median, kernels }) => ({
    threads,
    multiplyAdds: perImage,
    gigaflops: (2 * perImage * median) / 1e9,
    peak,
    kernels,
  }));
}

/** Gigaflops that 128-bit multiplications and additions reach on one core. */
async function measurePeak() {
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  return Number(stdout);
}
