import type { NetworkInput, TrainOptions } from "nndl";
import type { RowId } from "../rows/index.ts";

/** What one of the book's experiments is, as plain data: what to do, how to read the result, what the book got. */
export type Experiment = TrainingExperiment | EnsembleExperiment | DarknessExperiment;

interface ExperimentBase {
  /** Chapter and name, as on the command line: "ch1/first-network". Unique. */
  readonly name: string;
  /** Its row of the book: "E1.1". Unique. */
  readonly id: Extract<RowId, `E${string}`>;
  readonly title: string;
  /** Where the book has it. */
  readonly section: string;
  /** The images that the result is measured on; training never sees them. */
  readonly evaluation: "test" | "validation";
  readonly book: BookResult;
  /** What one must know to compare the numbers fairly. */
  readonly note: string;
  /** As long as docs/results has no run of it; a test sees to it that it is said then, and only then. */
  readonly status?: "not run yet";
}

/** A network, trained on the 50,000 training images or on more made of them, and measured after each epoch. */
export interface TrainingExperiment extends ExperimentBase {
  readonly kind: "training";
  readonly network: Omit<NetworkInput, "seed">;
  readonly training: ExperimentTraining;
  /** What the training images are expanded by: "shifts" by one pixel each way give 250,000. */
  readonly expansion?: "shifts";
  /**
   * Which epoch's count is the result: the best by that very count, the last one, or the one that reads most of the
   * validation images, and of equals the last (chapter 6).
   */
  readonly reading: "best epoch" | "final epoch" | "best validation";
}

/** Several runs of one training experiment, whose networks vote at the end of their training. */
export interface EnsembleExperiment extends ExperimentBase {
  readonly kind: "ensemble";
  readonly members: number;
  readonly member: TrainingExperiment;
}

/** The guess by average darkness, which neither trains nor uses chance. */
export interface DarknessExperiment extends ExperimentBase {
  readonly kind: "darkness";
}

/** The settings of training that an experiment fixes; the others have the library's defaults. */
export type ExperimentTraining = Pick<TrainOptions, "epochs" | "learningRate"> &
  Required<Pick<TrainOptions, "miniBatchSize">> &
  Pick<TrainOptions, "regularization" | "optimizer" | "schedule" | "shuffle">;

export interface BookResult {
  /** Percent of the images read correctly; absent where the book gives no number. */
  readonly value?: number;
  /** The book's result in our words. */
  readonly text: string;
  /** Correct images after consecutive epochs, as far as the book or its published data give them. */
  readonly counts?: readonly { readonly fromEpoch: number; readonly correct: readonly number[] }[];
}
