// @ts-check
/** What share of a core's 128-bit peak nndl reaches, with the peak measured beside each of its rounds. */
import { multiplyAdds } from "./network.mjs";
import { median } from "./rounds.mjs";
import { US } from "./suite.mjs";

/** @import { Measured } from "./rounds.mjs" */
/** @import { Case, PeakShare } from "./suite.mjs" */

/**
 * @param {Case} one
 * @param {Measured[]} measured
 * @returns {PeakShare[]}
 */
export function peakShares({ network, work }, measured) {
  const each = multiplyAdds(network)[work];
  return measured
    .filter(({ id }) => id === US)
    .map(({ threads, median: speed, rounds, speeds, kernels, kernelSpeed }) => ({
      threads,
      multiplyAdds: each,
      gigaflops: (2 * each * speed) / 1e9,
      share: median(rounds.map((examples, i) => (2 * each * examples) / 1e9 / speeds[i].peak)) / threads,
      peak: median(speeds.map(({ peak }) => peak)),
      bare: median(speeds.map(({ bare }) => bare)),
      kernels,
      kernelSpeed,
    }));
}
