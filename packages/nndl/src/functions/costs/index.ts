import { crossEntropy } from "./cross-entropy.ts";
import { logLikelihood } from "./log-likelihood.ts";
import { quadratic } from "./quadratic.ts";

export type { Cost, Output } from "./cost.ts";

/** Every cost by name. A new one is a file in this folder and a line here. */
export const costs = { quadratic, "cross-entropy": crossEntropy, "log-likelihood": logLikelihood };

/** "quadratic", "cross-entropy" or "log-likelihood". */
export type CostName = keyof typeof costs;
/** The names of all costs. */
export const costNames = Object.keys(costs) as readonly CostName[];
