/** Several networks that answer together. */
export {
  type Agreement,
  agreementOf,
  averageOutputs,
  type EnsembleJudgement,
  type EnsembleOptions,
  type EnsemblePrediction,
  type JointVerdict,
  judgeEnsemble,
  type Misreading,
  majorityVote,
  predictEnsemble,
  predictTenCrop,
  type Verdict,
} from "../ensemble/index.ts";
