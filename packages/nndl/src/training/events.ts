/** Why a run ended: all epochs done, nothing better for too long, the schedule's last rate, or the signal. */
export type StopReason = "finished" | "no improvement" | "learning rate" | "aborted";

/** One data set, measured after an epoch. */
export interface Measurement {
  readonly count: number;
  /**
   * The whole cost: mean data cost plus (λ/n) Σ penalty(w), with n the number of *training* examples whatever data is
   * measured, so that costs on training and on other data are on one scale.
   */
  readonly cost: number;
  /** The mean cost without the regularization. */
  readonly dataCost: number;
  /** Right answers, and their share; absent when the data has no classes. */
  readonly correct?: number;
  readonly accuracy?: number;
}

/** What was measured after one epoch. Plain JSON. */
export interface EpochRecord {
  /** From 0, as the book counts. */
  readonly index: number;
  readonly learningRate: number;
  readonly evaluations: Readonly<Record<string, Measurement>>;
}

export interface EpochEvent extends EpochRecord {
  readonly type: "epoch";
  readonly epochs: number;
  /** Mini-batches done since the run began, and the most it can have. */
  readonly step: number;
  readonly steps: number;
  /** Seconds of training in this epoch, evaluation not included, and examples per second. */
  readonly seconds: number;
  readonly examplesPerSecond: number;
  /** Whether this is the best epoch so far, by what is watched. */
  readonly improved?: boolean;
  /** Why this epoch is the last, when it is. */
  readonly reason?: StopReason;
}

export interface MiniBatchEvent {
  readonly type: "mini-batch";
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** The mean data cost of the examples since the last such event, each measured just before its update. */
  readonly cost: number;
  readonly learningRate: number;
}

export type TrainingEvent = EpochEvent | MiniBatchEvent;
