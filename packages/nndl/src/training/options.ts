import type { AbortSignalLike } from "../abort-signal.ts";
import { plainObject, positiveInteger } from "../check.ts";
import type { Dataset, Distortion } from "../data/index.ts";
import { type Engine, wasmEngine } from "../engines/index.ts";
import { NndlError, show } from "../errors.ts";
import type {
  FullBatchOptimizerName,
  FullBatchOptimizerSpec,
  OptimizerName,
  OptimizerSpec,
  Regularization,
  ScheduleName,
  ScheduleSpec,
} from "../functions/index.ts";
import type { Optional } from "../optional.ts";
import type { AdversarialTrainingInput } from "./adversarial-training.ts";
import { checkSnapshot } from "./check-snapshot.ts";
import type { Evaluated } from "./events.ts";
import type { ClassWeights } from "./example-weights.ts";
import { checkEvaluated, checkSettings, type EarlyStopping, type TrainingSettings, type Watch } from "./settings.ts";
import type { TrainingSnapshot } from "./snapshot.ts";

/** A spec of which only the type must be given: `{ type: "halving", patience: 5 }`. */
export type Incomplete<Spec extends { readonly type: string }> = Spec extends unknown
  ? Pick<Spec, "type"> & Optional<Spec>
  : never;

/** What a run can go on from: a snapshot, or a run that gives one. */
export type Resumable = TrainingSnapshot | { snapshot(): TrainingSnapshot };

/** How to go on, as one writes it: settings that are left out are those of the run that is resumed. */
export type ResumeOptions<Sets extends Evaluated = Evaluated> = Omit<
  TrainOptions<Sets>,
  "epochs" | "learningRate" | "resume"
> &
  Optional<Pick<TrainOptions, "epochs" | "learningRate">> & { readonly resume: Resumable };

/**
 * How to train with an optimizer that looks at all examples before each step, as one writes it: an epoch is one step, and its
 * length is looked for along the way. What of the other options would make the cost another function each time is refused:
 * dropout, batch normalization that learns, distortions; and L1, which has no slope at 0. L2 is part of the cost that is made
 * small. The order of the examples does not matter.
 */
export interface FullBatchOptions<Sets extends Evaluated = Evaluated>
  extends Omit<TrainOptions<Sets>, "optimizer" | "learningRate" | "miniBatchSize"> {
  /** "l-bfgs", "conjugate-gradients" or "newton", and its settings. */
  readonly optimizer: FullBatchOptimizerName | Incomplete<FullBatchOptimizerSpec>;
  /** What the first trial along each direction is multiplied by; with Newton's method the part of the way that is gone, at most 1. 1 when absent. */
  readonly learningRate?: number | undefined;
  /** All examples when absent, and nothing else when given. */
  readonly miniBatchSize?: number | undefined;
}

/** Settings that may change on the way, as one writes them: what is left out, or undefined, stays as it is. */
export interface ChangedSettings {
  /** η, from above 0. */
  readonly learningRate?: number | undefined;
  /** Examples in a mini-batch. */
  readonly miniBatchSize?: number | undefined;
  /** The same optimizer with other numbers: `{ type: "momentum", momentum: 0.5 }`. */
  readonly optimizer?: OptimizerName | Incomplete<OptimizerSpec> | undefined;
  /** λ of each regularizer; one that is left out is 0. */
  readonly regularization?: Optional<Regularization> | undefined;
}

/** Settings that hold from a mini-batch on. */
export interface PlannedChange {
  /** Mini-batches of the run before the first one that they hold for. */
  readonly atMiniBatch: number;
  /** What is otherwise from there on. */
  readonly settings: ChangedSettings;
}

/** How to train, as one writes it: what is left out, or undefined, gets its default. */
export interface TrainOptions<Sets extends Evaluated = Evaluated> {
  /** How often each example is learned from, at most; from 1. */
  readonly epochs: number;
  /** Examples in a mini-batch; 10 when absent. */
  readonly miniBatchSize?: number | undefined;
  /** η, from above 0. */
  readonly learningRate: number;
  /** Plain SGD when absent. {@link FullBatchOptions} says what those need that look at all examples before each step. */
  readonly optimizer?: OptimizerName | Incomplete<OptimizerSpec> | undefined;
  /** Constant when absent. */
  readonly schedule?: ScheduleName | Incomplete<ScheduleSpec> | undefined;
  /** `{ l2: 5 }` is the book's λ = 5. None when absent. */
  readonly regularization?: Optional<Regularization> | undefined;
  /** Whether each epoch visits the examples in a new random order; true when absent. */
  readonly shuffle?: boolean | undefined;
  /**
   * Distorts the training images at random, each anew in each epoch; none when absent. Only for images that are stored
   * as bytes. What is evaluated stays as it is.
   */
  readonly expansion?: Distortion | undefined;
  /**
   * What of the learning rate, the mini-batch's size, the optimizer's numbers and the regularization is otherwise from a
   * mini-batch on, in the order of the run: what {@link TrainingRun.change} made of it, to run the same again. With
   * `resume`, the changes of the interrupted run when absent.
   */
  readonly changes?: readonly PlannedChange[] | undefined;
  /**
   * How much the classes count in training: a number for each, as `[1, 2, 0.5]`, or "balanced", which lets each class count as
   * much as any other however many examples it has. An example's cost, and so its gradient, is multiplied by its class's weight
   * over the mean of all examples' weights: they average to 1 over the training set (balanced: n/(k n_c)). What is measured
   * after epochs is not weighted. Weights of single examples are part of a {@link Dataset}; they are multiplied.
   */
  readonly classWeights?: ClassWeights | undefined;
  /**
   * Trains against an attack: before each mini-batch its inputs are changed, by no more than ε and within their range, as the network
   * that there is then finds hardest; with `clean: true` it learns from both, half and half. `{ epsilon: 0.3 }` is one step of the
   * fast gradient sign; more `steps` make what it learns hold against stronger attacks. None when absent. What is evaluated stays as it is.
   */
  readonly adversarial?: AdversarialTrainingInput | undefined;
  /**
   * Layers, by their index in the network from 0, that keep their parameters to the bit; none when absent. A batch
   * normalization among them normalizes by its running averages, which stay too. What lies before the first layer that learns
   * takes no time on the way back.
   */
  readonly freeze?: readonly number[] | undefined;
  /**
   * Truncated backpropagation through time: the examples are stretches of long sequences, one after another, as those of a text are. Of
   * n examples and mini-batches of m, row r of a mini-batch reads the stretches from r·n/m on, one in each mini-batch, and
   * recurrent layers go on from where they were left; from nothing at the beginning of an epoch. Errors go back to a stretch's beginning
   * and no further. Nothing is shuffled. What is evaluated begins from nothing. False when absent.
   */
  readonly carry?: boolean | undefined;
  /** Data sets to measure cost and accuracy on after each epoch, by a name of your choice. */
  readonly evaluate?: Sets | undefined;
  /** What early stopping and the halving schedule go by; "validation", or the only data set to evaluate, when absent. */
  readonly watch?: { readonly data?: string | undefined; readonly measure?: Watch["measure"] | undefined } | undefined;
  /** Ends the run once what is watched has not improved for `patience` epochs; never when absent. */
  readonly earlyStopping?:
    | { readonly patience: number; readonly restoreBest?: EarlyStopping["restoreBest"] | undefined }
    | undefined;
  /** The wasm engine when absent. */
  readonly engine?: Engine | undefined;
  /** As for {@link SessionOptions}; the number never changes a bit of any result. */
  readonly threads?: number | "auto" | undefined;
  /** Ends the run at the next mini-batch; `outcome.reason` is then "aborted". */
  readonly signal?: AbortSignalLike | undefined;
  /** Also yields an event every so many mini-batches, with their mean cost. */
  readonly miniBatchEvents?: number | undefined;
  /**
   * Goes on from here, to the same bits as a run that was never interrupted: from a snapshot, or from a run that has ended.
   * Settings that are left out are those of that run; `epochs` counts all of them, from its beginning, and more are welcome.
   */
  readonly resume?: Resumable | undefined;
  /** Names the last good checkpoint for the error that ends a run whose cost is no longer finite. */
  readonly lastCheckpoint?: (() => string | undefined) | undefined;
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
 * @param count the number of training examples, where it is known
 * @throws NndlError "training.…"
 */
export function checkOptions(value: unknown, count?: number): CheckedOptions {
  const given = plainObject(value, { code: "training", what: "the training options" }) as Partial<TrainOptions>;
  const resume = given.resume === undefined ? undefined : checkSnapshot(snapshotOf(given.resume));
  const settings = checkSettings(resume === undefined ? given : { ...resume.settings, ...present(given) }, count);
  // Of these, so far, only the names are known to be right.
  const { engine = wasmEngine, threads = "auto", signal, miniBatchEvents, lastCheckpoint = () => undefined } = given;
  const must = (name: "engine" | "threads" | "signal" | "lastCheckpoint", fits: boolean, expected: string) => {
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
    resume,
    lastCheckpoint,
  };
}

function snapshotOf(resume: Resumable): unknown {
  return typeof (resume as { snapshot?: unknown } | null)?.snapshot === "function"
    ? (resume as { snapshot(): TrainingSnapshot }).snapshot()
    : resume;
}

/** What is not left out: undefined means the same as no word. */
function present(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
