/** Models that make examples: restricted Boltzmann machines and what is built of them. */
export { type BeliefInput, BeliefNet, type BeliefSpec, beliefMachines } from "./belief/belief-net.ts";
export { beliefDreams, type Dream } from "./belief/dreams.ts";
export { machineFeatures, withClassUnits } from "./belief/features.ts";
export { type GreedyEvent, type GreedyOptions, trainGreedily } from "./belief/greedy.ts";
export { unrolled } from "./belief/unroll.ts";
export { type WakeSleepEvent, type WakeSleepOptions, wakeSleep } from "./belief/wake-sleep.ts";
export { binarize } from "./binarize.ts";
export { type ChainOptions, type ChainState, gibbsChains } from "./chains.ts";
export { componentsError, type PrincipalComponents, principalComponents } from "./components.ts";
export type {
  MachineEpochEvent,
  MachineEpochRecord,
  MachineEvent,
  MachineMiniBatchEvent,
  MachineOutcome,
  MachineStop,
} from "./events.ts";
export { generateText, type TextOptions } from "./generate-text.ts";
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
export { type NextCharacter, nextCharacters } from "./next-characters.ts";
export type { MachineParameters } from "./parameters.ts";
export { type MachineResumeOptions, MachineRun, trainMachine } from "./run.ts";
export type { MachineRules, MachineState, Sparsity } from "./session.ts";
export type { GibbsSteps, MachineOptions, MachineSettings } from "./settings.ts";
export type { MachineInput, MachineSpec, VisibleKind } from "./spec.ts";
