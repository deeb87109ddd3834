import type { MachineMeasurement } from "./measure.ts";

/** Why a machine's training ended. */
export type MachineStop = "finished" | "aborted";

/** What was measured after one epoch. Plain JSON. */
export interface MachineEpochRecord {
  /** From 0, as the book counts. */
  readonly index: number;
  /** η of the epoch. */
  readonly learningRate: number;
  /** k of the epoch. */
  readonly gibbsSteps: number;
  /** By the names given as `evaluate`. */
  readonly evaluations: Readonly<Record<string, MachineMeasurement>>;
}

/** An epoch is over: what was measured, and where the run stands. Plain JSON. */
export interface MachineEpochEvent extends MachineEpochRecord {
  readonly type: "epoch";
  readonly epochs: number;
  /** Mini-batches done since the run began, and in all. */
  readonly step: number;
  readonly steps: number;
  /** Seconds of training in this epoch, what is measured not included. */
  readonly seconds: number;
  readonly examplesPerSecond: number;
  /** Why this epoch is the last, when it is. */
  readonly reason?: MachineStop;
}

/** Some mini-batches are over. Plain JSON. */
export interface MachineMiniBatchEvent {
  readonly type: "mini-batch";
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly learningRate: number;
}

/** What iterating over a machine's training yields. */
export type MachineEvent = MachineEpochEvent | MachineMiniBatchEvent;

/** How a run ended. Plain JSON. */
export interface MachineOutcome {
  readonly reason: MachineStop;
  /** Epochs completed. */
  readonly epochs: number;
  readonly history: readonly MachineEpochRecord[];
  /** SHA-256 of the parameters that the machine has now, in hexadecimal. */
  readonly sha256: string;
}
