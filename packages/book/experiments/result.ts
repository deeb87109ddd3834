/** What a run of an experiment is given, and what comes out of it. */
export type { ExperimentResult, RunOptions, TrainingRecord } from "./contract.ts";
