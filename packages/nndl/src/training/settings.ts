import {
  array,
  boolean,
  finite,
  integer,
  knownKeys,
  oneOf,
  plainObject,
  positiveInteger,
  type Where,
} from "../check.ts";
import { checkDistortion, Dataset, type Distortion } from "../data/index.ts";
import type { CodeIn } from "../error-codes.ts";
import { NndlError, show } from "../errors.ts";
import {
  checkOptimizer,
  checkRegularization,
  checkSchedule,
  isFullBatch,
  type ScheduleSpec,
  scheduleOf,
} from "../functions/index.ts";
import { type AdversarialTraining, checkAdversarial } from "./adversarial-training.ts";
import {
  type ChangeableSettings,
  checkChanges,
  checkMiniBatchSize,
  mostExamples,
  type SettingsChange,
} from "./changes.ts";
import { type ClassWeights, checkClassWeights } from "./example-weights.ts";

/** Which measurement decides whether the network is getting better. */
export interface Watch {
  /** The name of one of the data sets in `evaluate`. */
  readonly data: string;
  /** "accuracy" where its targets are classes, which is to rise; or "cost", the whole of it, which is to fall. */
  readonly measure: "accuracy" | "cost";
}

/** When training ends for want of improvement; `watch` says what is to improve. Plain JSON. */
export interface EarlyStopping {
  /** Training ends after this many epochs without improvement. */
  readonly patience: number;
  /** Whether the network gets back the weights of its best epoch; true when absent. */
  readonly restoreBest: boolean;
}

/** Everything that decides the outcome of a training run besides network, data and seed. Plain JSON, complete. */
export interface TrainingSettings extends ChangeableSettings {
  /** How often each example is learned from, at most. */
  readonly epochs: number;
  /** How the learning rate changes, with its settings. */
  readonly schedule: ScheduleSpec;
  /** Whether each epoch visits the examples in a new random order. */
  readonly shuffle: boolean;
  /** What early stopping and the halving schedule look at. */
  readonly watch?: Watch | undefined;
  /** When the run ends before its last epoch. */
  readonly earlyStopping?: EarlyStopping | undefined;
  /** How the training images are distorted, each anew in each epoch; absent where they stay as they are. */
  readonly expansion?: Distortion | undefined;
  /** How much the classes count in training; absent where they count alike. */
  readonly classWeights?: ClassWeights | undefined;
  /** What attack it trains against; absent where there is none. */
  readonly adversarial?: AdversarialTraining | undefined;
  /** Layers, by their index from 0, whose parameters stay as they are; absent where all learn. */
  readonly freeze?: readonly number[] | undefined;
  /**
   * Whether the rows of a mini-batch go on in the next: the examples are then stretches that follow one another. Absent where every
   * sequence begins from nothing.
   */
  readonly carry?: true | undefined;
  /** What of all this is otherwise from a mini-batch on; absent where nothing ever is. */
  readonly changes?: readonly SettingsChange[] | undefined;
}

const settingNames = [
  ...["epochs", "miniBatchSize", "learningRate", "optimizer", "schedule", "regularization", "shuffle"],
  ...["watch", "earlyStopping", "expansion", "classWeights", "adversarial", "freeze", "carry", "changes"],
];

/** Options that are no settings: they say what to measure and how to run, and decide no weight. */
const otherOptions = ["evaluate", "engine", "threads", "signal", "miniBatchEvents", "resume", "lastCheckpoint"];

const measures = ["accuracy", "cost"] as const;

const watched: Where = { code: "training.watch", what: "watch" };

/**
 * Checks the options of a run and completes them.
 * @throws NndlError "training.…"
 * @example checkSettings({ epochs: 30, learningRate: 3 }).miniBatchSize; // 10
 */
export function checkSettings(value: unknown, count?: number): TrainingSettings {
  const options = plainObject(value, { code: "training", what: "the training options" });
  knownKeys(options, [...settingNames, ...otherOptions], { code: "training.option", what: "the training options" });
  const sets = checkEvaluated(options.evaluate);
  return complete(options, (watch) => chooseWatch(watch, sets), count);
}

/**
 * Checks settings that a file holds, apart from the data that they were made for.
 * @throws NndlError "training.…"
 */
export function checkStoredSettings(value: unknown): TrainingSettings {
  const settings = plainObject(value, { code: "training", what: "the training settings" });
  knownKeys(settings, settingNames, { code: "training.option", what: "the training settings" });
  return complete(settings, checkStoredWatch);
}

/**
 * Checks the data sets to be measured.
 * @throws NndlError "training.evaluate"
 */
export function checkEvaluated(value: unknown): ReadonlyMap<string, Dataset> {
  const sets = Object.entries(plainObject(value ?? {}, { code: "training.evaluate", what: "evaluate" }));
  for (const [name, data] of sets)
    if (!(data instanceof Dataset))
      throw new NndlError("training.evaluate", {
        received: `${show(data)} for ${show(name)}`,
        expected: "evaluate must name data sets",
        next: "Give, for example, evaluate: { test: digits.test }.",
      });
  return new Map(sets as [string, Dataset][]);
}

function complete(
  given: Record<string, unknown>,
  checkWatch: (value: unknown) => Watch,
  count = mostExamples,
): TrainingSettings {
  const at = (name: CodeIn<"training">): Where => ({ code: `training.${name}`, what: name });
  const optimizer = checkOptimizer(given.optimizer ?? "sgd");
  // What looks at all examples needs no mini-batches, and looks for the length of its steps itself.
  const all = isFullBatch(optimizer);
  const carry = boolean(given.carry ?? false, at("carry"));
  const settings = {
    epochs: positiveInteger(given.epochs, at("epochs")),
    miniBatchSize: checkMiniBatchSize(given.miniBatchSize ?? (all ? count : 10), optimizer),
    learningRate: finite(given.learningRate ?? (all ? 1 : undefined), at("learningRate"), { above: 0 }),
    optimizer,
    schedule: checkSchedule(given.schedule ?? "constant"),
    regularization: checkRegularization(given.regularization ?? {}),
    shuffle: boolean(given.shuffle ?? !carry, at("shuffle")),
  };
  const expansion = checkDistortion(given.expansion ?? {});
  const freeze = checkFreeze(given.freeze ?? []);
  const changes = checkChanges(given.changes ?? [], settings);
  const stopping = given.earlyStopping === undefined ? undefined : checkEarlyStopping(given.earlyStopping);
  const watches =
    stopping !== undefined || scheduleOf(settings.schedule).onPlateau !== undefined || given.watch !== undefined;
  return {
    ...settings,
    ...(carry ? { carry } : {}),
    ...(watches ? { watch: checkWatch(given.watch) } : {}),
    ...(stopping === undefined ? {} : { earlyStopping: stopping }),
    // One that changes nothing is none.
    ...(Object.keys(expansion).length === 0 ? {} : { expansion }),
    ...(given.classWeights === undefined ? {} : { classWeights: checkClassWeights(given.classWeights) }),
    ...(given.adversarial === undefined ? {} : { adversarial: checkAdversarial(given.adversarial) }),
    ...(freeze.length === 0 ? {} : { freeze }),
    ...(changes.length === 0 ? {} : { changes }),
  };
}

/** In their order, each once; whether a network has such layers is for whoever trains it to say. */
function checkFreeze(value: unknown): readonly number[] {
  const code = "training.freeze";
  const indices = Array.from(array(value, { code, what: "freeze" }), (index) =>
    integer(index, { code, what: "freeze: the index of a layer" }, { min: 0 }),
  );
  return [...new Set(indices)].sort((a, b) => a - b);
}

function checkEarlyStopping(value: unknown): EarlyStopping {
  const code = "training.earlyStopping";
  const fields = plainObject(value, { code, what: "earlyStopping" });
  knownKeys(fields, ["patience", "restoreBest"], { code, what: "earlyStopping" });
  return {
    patience: positiveInteger(fields.patience, { code, what: "earlyStopping: patience (in epochs)" }),
    restoreBest: boolean(fields.restoreBest ?? true, { code, what: "earlyStopping: restoreBest" }),
  };
}

/** What to watch among the data sets that are measured, where it is not said in full. */
function chooseWatch(value: unknown, sets: ReadonlyMap<string, Dataset>): Watch {
  const fields = plainObject(value ?? {}, watched);
  knownKeys(fields, ["data", "measure"], watched);
  const names = [...sets.keys()];
  if (names.length === 0)
    throw new NndlError(watched.code, {
      problem: "early stopping and the halving schedule need data to watch, and evaluate names none",
      next: "Give evaluate: { validation: … }.",
    });
  const usual = names.includes("validation") ? "validation" : names.length === 1 ? names[0] : undefined;
  const data = oneOf(fields.data ?? usual, names, { ...watched, what: "watch: data" });
  const classes = sets.get(data)?.targets.kind === "classes";
  const measure = oneOf(fields.measure ?? (classes ? "accuracy" : "cost"), measures, {
    ...watched,
    what: "watch: measure",
  });
  if (measure === "accuracy" && !classes)
    throw new NndlError(watched.code, {
      problem: `${data} has no accuracy to watch: its targets are values, not classes`,
      next: 'Watch the cost: watch: { measure: "cost" }.',
    });
  return { data, measure };
}

function checkStoredWatch(value: unknown): Watch {
  const fields = plainObject(value, watched);
  knownKeys(fields, ["data", "measure"], watched);
  if (typeof fields.data !== "string")
    throw new NndlError(watched.code, {
      received: show(fields.data),
      expected: "watch: data must be the name of a data set",
      next: "Use another checkpoint.",
    });
  return { data: fields.data, measure: oneOf(fields.measure, measures, { ...watched, what: "watch: measure" }) };
}
