// @ts-check
/** The shape of a suite: what is measured, and what nndl means to reach. A suite is one file in suites/. */

/** @import { Inputs } from "./inputs.mjs" */
/** @import { Measured } from "./rounds.mjs" */
/** @import { SkippedSide } from "./sides.mjs" */

/**
 * nndl is to be this many times as fast as a side, or further ahead of it (or less behind) than in another case.
 * `against` is a side's name, or "best JavaScript": the fastest of the libraries in JavaScript, used as they are meant.
 * @typedef {{ against: string, times: number } | { against: string, betterThan: string }} Goal
 */

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} title
 * @property {number[]} network
 * @property {number} miniBatchSize
 * @property {number} learningRate
 * @property {number} threads
 * @property {() => Inputs} inputs
 * @property {Goal[]} goals
 */

/**
 * @typedef {object} Suite
 * @property {string} title
 * @property {Case[]} cases
 * @property {number} memoryGoalMB   the largest peak of nndl's process in any case, in megabytes of 10⁶ bytes
 */

/** @typedef {{ case: Case, measured: Measured[], skipped: SkippedSide[] }} CaseReport */

/** The side whose ratios are printed. */
export const US = "nndl";
