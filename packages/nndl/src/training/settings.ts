import { boolean, finite, knownKeys, oneOf, plainObject, positiveInteger } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import {
  checkOptimizer,
  checkRegularization,
  checkSchedule,
  type OptimizerSpec,
  type Regularization,
  type ScheduleSpec,
  scheduleOf,
} from "../functions/index.ts";

/** Which measurement decides whether the network is getting better. */
export interface Watch {
  /** The name of one of the data sets in `evaluate`. */
  readonly data: string;
  readonly measure: "accuracy" | "cost";
}

export interface EarlyStopping {
  /** Training ends after this many epochs without improvement. */
  readonly patience: number;
  /** Whether the network gets back the weights of its best epoch; true when absent. */
  readonly restoreBest: boolean;
}

/** Everything that decides the outcome of a training run besides network, data and seed. Plain JSON, complete. */
export interface TrainingSettings {
  readonly epochs: number;
  readonly miniBatchSize: number;
  /** η */
  readonly learningRate: number;
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  /** λ of each regularizer; the cost gets (λ/n) Σ penalty(w), n the number of training examples. */
  readonly regularization: Regularization;
  /** Whether each epoch visits the examples in a new random order. */
  readonly shuffle: boolean;
  readonly watch?: Watch;
  readonly earlyStopping?: EarlyStopping;
}

const optionNames = [
  ...["epochs", "miniBatchSize", "learningRate", "optimizer", "schedule", "regularization", "shuffle", "evaluate"],
  ...["watch", "earlyStopping", "engine", "threads", "signal", "miniBatchEvents", "resume", "lastCheckpoint"],
];

/**
 * Checks the options of a run and completes them.
 * @throws NndlError "training.…"
 */
export function checkSettings(value: unknown): TrainingSettings {
  const options = plainObject(value, { code: "training", what: "the training options" });
  knownKeys(options, optionNames, { code: "training.option", what: "the training options" });
  const number = (name: string) => ({ code: `training.${name}`, what: name });
  const settings = {
    epochs: positiveInteger(options.epochs, number("epochs")),
    miniBatchSize: positiveInteger(options.miniBatchSize ?? 10, number("miniBatchSize"), 2 ** 20),
    learningRate: finite(options.learningRate, number("learningRate"), { above: 0 }),
    optimizer: checkOptimizer(options.optimizer ?? "sgd"),
    schedule: checkSchedule(options.schedule ?? "constant"),
    regularization: checkRegularization(options.regularization ?? {}),
    shuffle: boolean(options.shuffle ?? true, number("shuffle")),
  };
  const stopping = options.earlyStopping === undefined ? undefined : checkEarlyStopping(options.earlyStopping);
  const needed =
    stopping !== undefined || scheduleOf(settings.schedule).onPlateau !== undefined || options.watch !== undefined;
  return {
    ...settings,
    ...(needed ? { watch: checkWatch(options) } : {}),
    ...(stopping === undefined ? {} : { earlyStopping: stopping }),
  };
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

function checkWatch(options: Record<string, unknown>): Watch {
  const code = "training.watch";
  const sets = (options.evaluate ?? {}) as Record<string, Dataset>;
  const names = Object.keys(sets);
  const fields = plainObject(options.watch ?? {}, { code, what: "watch" });
  knownKeys(fields, ["data", "measure"], { code, what: "watch" });
  if (names.length === 0)
    throw new NndlError(code, {
      received: "no data set in evaluate",
      expected: "early stopping and the halving schedule need data to watch",
      next: "Give evaluate: { validation: … }.",
    });
  const usual = names.includes("validation") ? "validation" : names.length === 1 ? names[0] : undefined;
  const data = oneOf(fields.data ?? usual, names, { code, what: "watch: data" });
  const classes = sets[data].targets.kind === "classes";
  const measure = oneOf(fields.measure ?? (classes ? "accuracy" : "cost"), ["accuracy", "cost"], {
    code,
    what: "watch: measure",
  });
  if (measure === "accuracy" && !classes)
    throw new NndlError(code, {
      received: `accuracy on ${data}`,
      expected: "accuracy is defined where the targets are classes",
      next: 'Watch the cost: watch: { measure: "cost" }.',
    });
  return { data, measure };
}
