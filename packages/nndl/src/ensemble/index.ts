/** Several networks that answer together. */
export { type Agreement, agreementOf } from "./agreement.ts";
export { averageOutputs, majorityVote } from "./combine.ts";
export { type EnsembleJudgement, type JointVerdict, judgeEnsemble, type Misreading, type Verdict } from "./judge.ts";
export type { EnsembleOptions } from "./outputs.ts";
export { type EnsemblePrediction, predictEnsemble } from "./predict.ts";
export { predictTenCrop } from "./ten-crop.ts";
