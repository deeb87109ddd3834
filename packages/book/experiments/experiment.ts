import type { Experiment } from "./contract.ts";

export type { Experiment, Shortened } from "./contract.ts";

/** An experiment as its file says it. */
export function experimentOf(experiment: Experiment): Experiment {
  return experiment;
}
