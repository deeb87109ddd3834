import type { Dataset } from "../data/index.ts";
import type { Engine } from "../engines/index.ts";
import type { OptimizerName, OptimizerSpec, Regularization, ScheduleName, ScheduleSpec } from "../functions/index.ts";
import type { Watch } from "./settings.ts";
import type { TrainingSnapshot } from "./snapshot.ts";

/** What one writes: defaults may be left out. */
export interface TrainOptions {
  readonly epochs: number;
  /** 10 when absent. */
  readonly miniBatchSize?: number;
  /** η, from above 0. */
  readonly learningRate: number;
  /** Plain SGD when absent. */
  readonly optimizer?: OptimizerName | ({ readonly type: OptimizerName } & Partial<Omit<OptimizerSpec, "type">>);
  /** Constant when absent. */
  readonly schedule?: ScheduleName | ({ readonly type: ScheduleName } & Partial<Omit<ScheduleSpec, "type">>);
  /** `{ l2: 5 }` is the book's λ = 5. None when absent. */
  readonly regularization?: Partial<Regularization>;
  /** True when absent. */
  readonly shuffle?: boolean;
  /** Data sets to measure cost and accuracy on after each epoch, by a name of your choice. */
  readonly evaluate?: Readonly<Record<string, Dataset>>;
  /** What early stopping and the halving schedule go by; "validation", or the only data set to evaluate, when absent. */
  readonly watch?: { readonly data?: string; readonly measure?: Watch["measure"] };
  readonly earlyStopping?: { readonly patience: number; readonly restoreBest?: boolean };
  /** The wasm engine when absent. */
  readonly engine?: Engine;
  readonly threads?: number | "auto";
  /** Ends the run at the next mini-batch; `outcome.reason` is then "aborted". */
  readonly signal?: AbortSignal;
  /** Also yields an event every so many mini-batches, with their mean cost. */
  readonly miniBatchEvents?: number;
  /** Goes on from here, to the same bits as a run that was never interrupted. */
  readonly resume?: TrainingSnapshot;
  /** Names the last good checkpoint for the error that ends a run whose cost is no longer finite. */
  readonly lastCheckpoint?: () => string | undefined;
}
