/** The codes of experiments beside the library's own, each with what it says; docs/errors.md is written from them. */
export interface ExperimentCodes {
  /** There is no such experiment. */ "experiment.name": string;
  /** A summary was not given results of its experiment. */ "experiment.results": string;
  /** The seed of an ensemble is below 1. */ "experiment.seed": string;
  /** A file is no stored result, or is damaged, or of another version. */ "experiment.stored": string;
}

export type ExperimentCode = keyof ExperimentCodes;

declare module "nndl/check" {
  interface ErrorCodes extends ExperimentCodes {}
}
