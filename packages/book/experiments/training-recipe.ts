import type { NetworkInput, TrainOptions } from "nndl";

/** A network, trained on the 50,000 training images or on more made of them, and measured after each epoch. Plain JSON. */
export interface TrainingRecipe {
  readonly network: Omit<NetworkInput, "seed">;
  readonly training: ExperimentTraining;
  /** What the training images are expanded by: "shifts" by one pixel each way give 250,000. */
  readonly expansion?: "shifts";
  /** The images that the result is measured on; training never sees them. */
  readonly evaluation: "test" | "validation";
  /**
   * Which epoch's count is the result: the best by that very count, the last one, or the one that reads most of the
   * validation images, and of equals the last (chapter 6).
   */
  readonly reading: "best epoch" | "final epoch" | "best validation";
}

/** The settings of training that an experiment fixes; the others have the library's defaults. */
export type ExperimentTraining = Pick<TrainOptions, "epochs" | "learningRate"> &
  Required<Pick<TrainOptions, "miniBatchSize">> &
  Pick<TrainOptions, "regularization" | "optimizer" | "schedule" | "shuffle" | "earlyStopping">;
