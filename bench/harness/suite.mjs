// @ts-check
/** The shape of a suite: what is measured, and what nndl means to reach. A suite is one file in suites/. */

/** @import { Inputs } from "./inputs.mjs" */
/** @import { Network } from "./network.mjs" */
/** @import { CaseResult } from "./rounds.mjs" */
/** @import { Speed } from "./pulse.mjs" */
/** @import { KernelTime } from "./task.mjs" */

/**
 * nndl is to be this many times as fast as a side, or further ahead of it (or less behind) than in another case.
 * `against` is a side's name, or "best JavaScript": the fastest of the libraries in JavaScript, used as they are meant.
 * Both have `threads` threads, the case's fewest when absent; the other side has `againstThreads` where that differs.
 * @typedef {{ against: string, threads?: number, againstThreads?: number } &
 *   ({ times: number } | { betterThan: string })} Goal
 */

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} title
 * @property {"training" | "inference"} work
 * @property {Network} network
 * @property {number} miniBatchSize
 * @property {number} learningRate
 * @property {number[]} threads        every side takes part once with each number of threads, all of them in turn
 * @property {string[]} [without]      sides that would need minutes for a mini-batch
 * @property {() => Inputs} inputs
 * @property {Goal[]} goals
 */

/**
 * @typedef {object} Suite
 * @property {string} title
 * @property {string[]} [sides]        those that can take part; all when absent
 * @property {Case[]} cases
 * @property {number} [memoryGoalMB]   the largest peak of nndl's process in any case, in megabytes of 10⁶ bytes
 */

/**
 * What share of the 128-bit peak nndl reached: over a whole case, and kernel by kernel where its engine can tell.
 * @typedef {object} PeakShare
 * @property {number} threads
 * @property {number} multiplyAdds     that an example asks for
 * @property {number} gigaflops        from those and from the examples a second; an addition is one, a multiplication another
 * @property {number} share            of the peaks of so many cores, each round beside the loop that was measured with it
 * @property {number} peak             gigaflops of one core beside these rounds, and those of the bare loop
 * @property {number} bare
 * @property {KernelTime[]} kernels    empty where the engine does not tell
 * @property {Speed} kernelSpeed       of the loops beside the kernels' times
 */

/** @typedef {CaseResult & { case: Case, shares: PeakShare[] }} CaseReport */

/** The side whose ratios are printed. */
export const US = "nndl";

/** A goal against the fastest of the libraries in JavaScript. */
export const BEST_JAVASCRIPT = "best JavaScript";
