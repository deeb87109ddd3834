/** Models that make examples: restricted Boltzmann machines and what is built of them. */
export { binarize } from "./binarize.ts";
export { type ChainOptions, type ChainState, gibbsChains } from "./chains.ts";
export type {
  MachineEpochEvent,
  MachineEpochRecord,
  MachineEvent,
  MachineMiniBatchEvent,
  MachineOutcome,
  MachineStop,
} from "./events.ts";
export {
  type AnnealedPartition,
  type AnnealingOptions,
  annealedLogPartition,
  annealingTemperatures,
  type ReverseLikelihood,
  reverseLogLikelihood,
} from "./likelihood/annealing.ts";
export { type BracketOptions, type LikelihoodBracket, likelihoodBracket } from "./likelihood/bracket.ts";
export { exactLogLikelihood, exactLogPartition } from "./likelihood/exact.ts";
export { type PseudoLikelihoodOptions, pseudoLogLikelihood } from "./likelihood/pseudo.ts";
export { BoltzmannMachine, boltzmann } from "./machine.ts";
export {
  decodeMachineCheckpoint,
  encodeMachineCheckpoint,
  type MachineCursor,
  type MachineSnapshot,
} from "./machine-snapshot.ts";
export { type MachineMeasurement, measureMachine } from "./measure.ts";
export type { MachineParameters } from "./parameters.ts";
export { type MachineResumeOptions, MachineRun, trainMachine } from "./run.ts";
export type { MachineRules, MachineState, Sparsity } from "./session.ts";
export type { GibbsSteps, MachineOptions, MachineSettings } from "./settings.ts";
export type { MachineInput, MachineSpec, VisibleKind } from "./spec.ts";
