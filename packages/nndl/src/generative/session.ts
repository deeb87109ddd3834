/** How machines are trained: what every engine does, and with which numbers. */
import type { Closable } from "../closable.ts";
import type { Dataset } from "../data/index.ts";
import type { BoltzmannMachine } from "./machine.ts";

/** Pulls each hidden unit's mean activity towards a target. Plain JSON. */
export interface Sparsity {
  /** The activity that each hidden unit should have, above 0 and below 1. */
  readonly target: number;
  /** What (activity − target) is multiplied by in the gradient of the hidden bias. */
  readonly cost: number;
  /** The activity is averaged over mini-batches: decay · before + (1 − decay) · now. */
  readonly decay: number;
}

/** What holds for all of a run's mini-batches. */
export interface MachineRules {
  /** Examples in a mini-batch, and chains. */
  readonly miniBatchSize: number;
  readonly momentum: number;
  /** λ of the term −λ w in the change of every weight. */
  readonly weightDecay: number;
  readonly sparsity: Sparsity | undefined;
  /** Whether chains go on from one mini-batch to the next, or begin at each example. */
  readonly persistent: boolean;
  /** Whether an example's numbers are probabilities that states are drawn from, each time anew, or the states themselves. */
  readonly examples: "drawn" | "given";
  /** Whether chains have visible states, or means. */
  readonly chains: "drawn" | "means";
}

/** Some mini-batches of an epoch. */
export interface MachineStretch {
  /** The epoch's order, of which the examples `from` to `to` are taken. */
  readonly order: Uint32Array;
  readonly from: number;
  readonly to: number;
  /** Mini-batches of the run before these. */
  readonly stepsBefore: number;
  readonly learningRate: number;
  readonly gibbsSteps: number;
}

/** What a session has besides the machine's parameters: velocities, chains, averaged activities, by name. */
export type MachineState = ReadonlyMap<string, Float32Array>;

/** One machine in an engine's memory, being trained on one data set. */
export interface MachineSession extends Closable {
  readonly threads: number;
  train(stretch: MachineStretch): void;
  /** Brings the parameters into the machine. */
  download(): void;
  state(): MachineState;
  setState(state: MachineState): void;
}

/** What opens sessions. */
export interface MachineEngine {
  readonly name: "wasm" | "reference";
  open(
    machine: BoltzmannMachine,
    data: Dataset,
    rules: MachineRules,
    threads: number | "auto",
  ): Promise<MachineSession>;
}

/** The names of the streams that a machine's chance comes from; the step is the mini-batch's number, or a chain's sweep. */
export const streams = {
  examples: "boltzmann/examples",
  chains: "boltzmann/chains",
  hidden: (sweep: number) => `boltzmann/hidden/${sweep}`,
  visible: (sweep: number) => `boltzmann/visible/${sweep}`,
} as const;

/** Numbers of a stream that a row of units takes: whole groups of sixteen. */
export function paddedUnits(units: number): number {
  return Math.ceil(units / 16) * 16;
}
