/** What of a run's settings may change on the way, and which settings hold when. */
import { array, finite, integer, knownKeys, plainObject, positiveInteger, type Where } from "../check.ts";
import { NndlError } from "../errors.ts";
import {
  checkOptimizer,
  checkRegularization,
  isFullBatch,
  miniBatchOptimizerNames,
  type OptimizerSpec,
  type Regularization,
} from "../functions/index.ts";

/** The settings that may change on the way. */
export interface ChangeableSettings {
  /** Examples in a mini-batch. */
  readonly miniBatchSize: number;
  /** η, before the schedule changes it. */
  readonly learningRate: number;
  /** The rule by which weights follow a gradient, with its settings; only these may change. */
  readonly optimizer: OptimizerSpec;
  /** λ of each regularizer; the cost gets (λ/n) Σ penalty(w), n the number of training examples. */
  readonly regularization: Regularization;
}

/**
 * Settings that hold from a mini-batch on. Part of a run's settings, so that the seed and the list of changes give the same
 * bits again. Plain JSON.
 */
export interface SettingsChange {
  /** Mini-batches of the run before the first one that they hold for. */
  readonly atMiniBatch: number;
  /** What is otherwise from there on; all else stays. */
  readonly settings: Partial<ChangeableSettings>;
}

/** Settings that have a list of their changes. */
type Changing = ChangeableSettings & { readonly changes?: readonly SettingsChange[] | undefined };

const changeable = ["learningRate", "miniBatchSize", "optimizer", "regularization"] as const;
const where = (what: string): Where & { readonly code: "training.changes" } => ({ code: "training.changes", what });

/** More examples than a data set can have. */
export const mostExamples = 2 ** 31 - 1;

/**
 * Checks how many examples there are to be in a mini-batch. Where all of them are looked at before each step, it is more than
 * any memory holds: they are gone through in pieces.
 * @throws NndlError "training.miniBatchSize"
 */
export function checkMiniBatchSize(value: unknown, optimizer: OptimizerSpec): number {
  const most = isFullBatch(optimizer) ? mostExamples : 2 ** 20;
  return positiveInteger(value, { code: "training.miniBatchSize", what: "miniBatchSize" }, most);
}

/**
 * Checks a list of changes of the given settings, and leaves out what changes nothing.
 * @throws NndlError "training.changes", and what a setting's own check throws
 */
export function checkChanges(value: unknown, settings: ChangeableSettings): readonly SettingsChange[] {
  let now = changeableOf(settings);
  let before = -1;
  const changes: SettingsChange[] = [];
  for (const [index, given] of Array.from(array(value, where("changes"))).entries()) {
    const fields = plainObject(given, where(`changes: ${index}`));
    knownKeys(fields, ["atMiniBatch", "settings"], where(`changes: ${index}`));
    const atMiniBatch = integer(
      fields.atMiniBatch,
      { ...where(`changes: ${index}: atMiniBatch`), next: "Give them in the order of a run, one for each mini-batch." },
      { min: before + 1 },
    );
    before = atMiniBatch;
    const changed = checkChange(fields.settings, now, `changes: ${index}: settings`);
    if (Object.keys(changed).length === 0) continue;
    now = { ...now, ...changed };
    changes.push({ atMiniBatch, settings: changed });
  }
  return changes;
}

/**
 * What of some settings is otherwise than it is now, checked and complete.
 * @throws NndlError "training.changes", and what a setting's own check throws
 */
export function checkChange(value: unknown, now: ChangeableSettings, what: string): Partial<ChangeableSettings> {
  const fields = plainObject(value, where(what));
  knownKeys(fields, changeable, where(what));
  const optimizer = checkOptimizer(fields.optimizer ?? now.optimizer);
  const next: ChangeableSettings = {
    learningRate: finite(
      fields.learningRate ?? now.learningRate,
      { code: "training.learningRate", what: "learningRate" },
      { above: 0 },
    ),
    miniBatchSize: checkMiniBatchSize(fields.miniBatchSize ?? now.miniBatchSize, optimizer),
    optimizer,
    regularization: checkRegularization(fields.regularization ?? now.regularization),
  };
  if (next.optimizer.type !== now.optimizer.type)
    throw new NndlError("training.changes", {
      received: `${next.optimizer.type} after ${now.optimizer.type}`,
      expected: `${what}: the optimizer must stay the same: only its numbers may change`,
      next: "Change its numbers, or train on from the network's weights in a run of its own.",
    });
  if (isFullBatch(optimizer) && next.miniBatchSize !== now.miniBatchSize)
    throw new NndlError("training.miniBatchSize", {
      received: `miniBatchSize ${next.miniBatchSize}`,
      expected: `${what}: ${optimizer.type} looks at all examples before each step: miniBatchSize must stay as it is`,
      next: `Leave miniBatchSize out, or use an optimizer for mini-batches: ${miniBatchOptimizerNames.join(", ")}.`,
    });
  return Object.fromEntries(
    changeable.filter((name) => !isSame(next[name], now[name])).map((name) => [name, next[name]]),
  );
}

/** The changes, with one more; two at the same mini-batch are one. */
export function withChange(
  settings: Changing,
  atMiniBatch: number,
  change: Partial<ChangeableSettings>,
): readonly SettingsChange[] {
  const changes = settings.changes ?? [];
  const same = changes.find((each) => each.atMiniBatch === atMiniBatch);
  const added = { atMiniBatch, settings: { ...same?.settings, ...change } };
  return checkChanges([...changes.filter((each) => each !== same), added], settings);
}

/** The settings with other changes; without the field where there are none. */
export function withChanges<S extends Changing>(settings: S, changes: readonly SettingsChange[]): Omit<S, "changes"> {
  const { changes: _, ...rest } = settings;
  return changes.length === 0 ? rest : { ...rest, changes };
}

/**
 * The settings that hold for the mini-batch after the first `step` ones, all changes made and none left.
 *
 * @example settingsAt(run.settings, run.progress.step).learningRate; // what it is now
 */
export function settingsAt<S extends ChangeableSettings & { readonly changes?: readonly SettingsChange[] | undefined }>(
  settings: S,
  step: number,
): Omit<S, "changes"> {
  const { changes = [], ...first } = settings;
  return Object.assign(first, ...changes.filter(({ atMiniBatch }) => atMiniBatch <= step).map((each) => each.settings));
}

function changeableOf({ learningRate, miniBatchSize, optimizer, regularization }: ChangeableSettings) {
  return { learningRate, miniBatchSize, optimizer, regularization };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
