import { positiveInteger } from "../check.ts";
import type { Dataset, Distortion } from "../data/index.ts";
import { type Engine, wasmEngine } from "../engines/index.ts";
import { NndlError, show } from "../errors.ts";
import type { OptimizerName, OptimizerSpec, Regularization, ScheduleName, ScheduleSpec } from "../functions/index.ts";
import type { AbortSignalLike } from "./abort-signal.ts";
import { checkSnapshot } from "./check-snapshot.ts";
import { checkEvaluated, checkSettings, type TrainingSettings, type Watch } from "./settings.ts";
import type { TrainingSnapshot } from "./snapshot.ts";

/** A spec of which only the type must be given: `{ type: "halving", patience: 5 }`. */
export type Incomplete<Spec extends { readonly type: string }> = Spec extends unknown
  ? Pick<Spec, "type"> & Partial<Spec>
  : never;

/** What one writes: defaults may be left out. */
export interface TrainOptions {
  readonly epochs: number;
  /** 10 when absent. */
  readonly miniBatchSize?: number;
  /** η, from above 0. */
  readonly learningRate: number;
  /** Plain SGD when absent. */
  readonly optimizer?: OptimizerName | Incomplete<OptimizerSpec>;
  /** Constant when absent. */
  readonly schedule?: ScheduleName | Incomplete<ScheduleSpec>;
  /** `{ l2: 5 }` is the book's λ = 5. None when absent. */
  readonly regularization?: Partial<Regularization>;
  /** True when absent. */
  readonly shuffle?: boolean;
  /**
   * Distorts the training images at random, each anew in each epoch; none when absent. Only for images that are stored
   * as bytes. What is evaluated stays as it is.
   */
  readonly expansion?: Distortion;
  /** Data sets to measure cost and accuracy on after each epoch, by a name of your choice. */
  readonly evaluate?: Readonly<Record<string, Dataset>>;
  /** What early stopping and the halving schedule go by; "validation", or the only data set to evaluate, when absent. */
  readonly watch?: { readonly data?: string; readonly measure?: Watch["measure"] };
  readonly earlyStopping?: { readonly patience: number; readonly restoreBest?: boolean };
  /** The wasm engine when absent. */
  readonly engine?: Engine;
  readonly threads?: number | "auto";
  /** Ends the run at the next mini-batch; `outcome.reason` is then "aborted". */
  readonly signal?: AbortSignalLike;
  /** Also yields an event every so many mini-batches, with their mean cost. */
  readonly miniBatchEvents?: number;
  /** Goes on from here, to the same bits as a run that was never interrupted. */
  readonly resume?: TrainingSnapshot;
  /** Names the last good checkpoint for the error that ends a run whose cost is no longer finite. */
  readonly lastCheckpoint?: () => string | undefined;
}

/** The options of a run, checked and complete. */
export interface CheckedOptions {
  readonly settings: TrainingSettings;
  readonly evaluate: ReadonlyMap<string, Dataset>;
  readonly engine: Engine;
  readonly threads: number | "auto";
  readonly signal: AbortSignalLike | undefined;
  readonly miniBatchEvents: number | undefined;
  readonly resume: TrainingSnapshot | undefined;
  readonly lastCheckpoint: () => string | undefined;
}

/**
 * Checks all that a run is told.
 * @throws NndlError "training.…"
 */
export function checkOptions(value: unknown): CheckedOptions {
  const settings = checkSettings(value);
  // Of these, so far, only the names are known to be right.
  const given = value as TrainOptions;
  const { engine = wasmEngine, threads = "auto", signal, miniBatchEvents, lastCheckpoint = () => undefined } = given;
  const must = (name: keyof TrainOptions, fits: boolean, expected: string) => {
    if (fits) return;
    throw new NndlError(`training.${name}`, {
      received: show(given[name]),
      expected: `${name} must be ${expected}`,
      next: "Correct it, or leave it out.",
    });
  };
  must("engine", typeof engine?.open === "function", "an engine");
  must("threads", threads === "auto" || (Number.isSafeInteger(threads) && threads > 0), 'a positive integer or "auto"');
  must("signal", signal === undefined || typeof signal?.aborted === "boolean", "an AbortSignal");
  must("lastCheckpoint", typeof lastCheckpoint === "function", "a function");
  if (miniBatchEvents !== undefined)
    positiveInteger(miniBatchEvents, { code: "training.miniBatchEvents", what: "miniBatchEvents (in mini-batches)" });
  return {
    settings,
    evaluate: checkEvaluated(given.evaluate),
    engine,
    threads,
    signal,
    miniBatchEvents,
    resume: given.resume === undefined ? undefined : checkSnapshot(given.resume),
    lastCheckpoint,
  };
}
