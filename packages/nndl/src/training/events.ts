import type { Dataset, TargetKind } from "../data/index.ts";

/**
 * Why a run ended: all epochs done, nothing better for too long, the schedule's last rate, a minimum that an optimizer which
 * looks at all examples has found, or the signal.
 */
export type StopReason = "finished" | "no improvement" | "learning rate" | "minimum" | "aborted";

/** The data sets that a run measures after each epoch, by the names that one gives them. */
export type Evaluated = Readonly<Record<string, Dataset>>;

/** One data set, measured after an epoch: with right answers where its targets are classes. */
export type Measurement<Kind extends TargetKind = TargetKind> = {
  classes: ClassMeasurement;
  values: ValueMeasurement;
}[Kind];

/** A data set whose targets are values, measured after an epoch. Plain JSON. */
export interface ValueMeasurement {
  /** The number of answers: of examples, or of steps that count where each of them has a class. */
  readonly count: number;
  /**
   * The whole cost: mean data cost plus (λ/n) Σ penalty(w), with n the number of *training* examples whatever data is
   * measured, so that costs on training and on other data are on one scale.
   */
  readonly cost: number;
  /** The mean cost without the regularization. */
  readonly dataCost: number;
  /** Values are not right or wrong. */
  readonly correct?: undefined;
  /** Values are not right or wrong. */
  readonly accuracy?: undefined;
  /** Values are not written down in bits. */
  readonly bits?: undefined;
}

/** A data set whose targets are classes, measured after an epoch. Plain JSON. */
export interface ClassMeasurement extends Omit<ValueMeasurement, "correct" | "accuracy" | "bits"> {
  /** How many answers have their largest output at their own class (the first of equals). */
  readonly correct: number;
  /** Their share, `correct / count`, from 0 to 1. */
  readonly accuracy: number;
  /**
   * dataCost / ln 2, where every step has a class and the cost is the log-likelihood: the bits that it takes to write down the class of
   * a step. Of a text, bits per character.
   */
  readonly bits?: number | undefined;
}

/** What an optimizer that looks at all examples did in an epoch, which is one step of it. Plain JSON. */
export interface DescentRecord {
  /** The whole cost on the training examples after the step, which is what it makes small: with the regularization. */
  readonly cost: number;
  /** The largest |∂C/∂w| of that cost, over all that is trained: 0 at a minimum. */
  readonly largestSlope: number;
  /** What the direction was multiplied by; 0 where no step made the cost smaller. */
  readonly stepLength: number;
  /** How often the cost and its gradient were computed on all the examples. */
  readonly passes: number;
}

/** What was measured after one epoch. Plain JSON. */
export interface EpochRecord<Sets extends Evaluated = Evaluated> {
  /** From 0, as the book counts. */
  readonly index: number;
  /** η of the epoch's last mini-batch. */
  readonly learningRate: number;
  /** The share of its mini-batches whose gradient was clipped, from 0 to 1, where the optimizer clips. */
  readonly clipped?: number | undefined;
  /** What the optimizer did, where it looks at all examples before each step. */
  readonly descent?: DescentRecord | undefined;
  /** By the names given as `evaluate`. */
  readonly evaluations: {
    readonly [Name in keyof Sets]: Measurement<Sets[Name] extends Dataset<infer Kind> ? Kind : TargetKind>;
  };
}

/** An epoch is over: what was measured, and where the run stands. Plain JSON. */
export interface EpochEvent<Sets extends Evaluated = Evaluated> extends EpochRecord<Sets> {
  /** Told apart from mini-batches by this. */
  readonly type: "epoch";
  /** The most epochs that the run can have. */
  readonly epochs: number;
  /** Mini-batches done since the run began. */
  readonly step: number;
  /** The most mini-batches that the run can have. */
  readonly steps: number;
  /** Seconds of training in this epoch, evaluation not included. */
  readonly seconds: number;
  /** Training examples per second of these. */
  readonly examplesPerSecond: number;
  /** Whether this is the best epoch so far, by what is watched; absent where nothing is. */
  readonly improved?: boolean;
  /** Why this epoch is the last, when it is. */
  readonly reason?: StopReason;
}

/** Some mini-batches are over, as many as `miniBatchEvents` says. Plain JSON. */
export interface MiniBatchEvent {
  /** Told apart from epochs by this. */
  readonly type: "mini-batch";
  /** The epoch at hand, from 0, and the most that the run can have. */
  readonly epoch: number;
  /** The most epochs that the run can have. */
  readonly epochs: number;
  /** Mini-batches done since the run began, and the most that it can have. */
  readonly step: number;
  /** The most mini-batches that the run can have. */
  readonly steps: number;
  /** The mean data cost of the examples since the last such event, each measured just before its update. */
  readonly cost: number;
  /** η of the last of them. */
  readonly learningRate: number;
}

/** What iterating over a training run yields. */
export type TrainingEvent<Sets extends Evaluated = Evaluated> = EpochEvent<Sets> | MiniBatchEvent;
