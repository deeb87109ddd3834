/** The line that `nndl train` is called by, written so that what it says is read back as the same. */
import { type NetworkSpec, NndlError, type TrainOptions } from "nndl";
import { isFullBatch } from "nndl/functions";
import { activationOf } from "nndl/spec";
import { changesFlag } from "./changes.ts";
import type { Named } from "./named.ts";
import { present } from "./present.ts";
import { type SetName, setNames } from "./set-names.ts";
import { shellQuote } from "./shell-quote.ts";
import { shorten } from "./short-network.ts";
import { defaults } from "./train-defaults.ts";
import {
  flagOf,
  type TrainFlags,
  type TrainLine,
  type TrainOption,
  type TrainOptionName,
  trainOptionNames,
  trainOptions,
  type WatchFlag,
} from "./train-options.ts";

/**
 * "nndl train --layers 784-30-10 --seed 1": the options in the order of the help.
 *
 * @param file a network's file as the argument
 */
export function trainLine(line: TrainLine, file?: string): string {
  const options = trainOptionNames.flatMap((name) => written(name, line));
  return ["nndl", "train", ...(file === undefined ? [] : [file]), ...options].map(shellQuote).join(" ");
}

/** The table, of which a name and its value say that they belong together. */
const table: { readonly [Name in TrainOptionName]: TrainOption<NonNullable<TrainLine[Name]>> } = trainOptions;

function written<Name extends TrainOptionName>(name: Name, line: TrainLine): readonly string[] {
  const value: TrainLine[Name] = line[name];
  if (value === undefined) return [];
  const text = table[name].write(value);
  return value === true ? [flagOf(name)] : [flagOf(name), text];
}

/** A network in the options of the line; undefined where they cannot say it, and a file has to. */
export function networkFlags(
  network: NetworkSpec,
): Pick<TrainFlags, "layers" | "activation" | "output" | "cost" | "init"> | undefined {
  const last = network.layers[network.layers.length - 1];
  // The command has an activation of its own for a last layer that names none; only one with neurons can name it.
  if (last.type !== "dense" && activationOf(last) === "linear") return undefined;
  try {
    const { layers, activation, output, initializer } = shorten(network);
    return present({
      layers,
      activation: activation === defaults.activation ? undefined : activation,
      output,
      cost: network.cost,
      init: initializer,
    });
  } catch (error) {
    if (error instanceof NndlError) return undefined;
    throw error;
  }
}

/** Of a run, what the options of the line say besides its network and its data. */
export interface LineRun {
  readonly network: Pick<NetworkSpec, "seed">;
  readonly training: Pick<
    TrainOptions,
    | "epochs"
    | "miniBatchSize"
    | "learningRate"
    | "optimizer"
    | "schedule"
    | "regularization"
    | "watch"
    | "earlyStopping"
    | "expansion"
    | "adversarial"
    | "shuffle"
    | "carry"
    | "classWeights"
    | "changes"
    | "freeze"
  >;
  /** What is measured after each epoch. */
  readonly monitor: readonly SetName[];
}

/**
 * How a network is trained, in the options of the line: nothing that decides the outcome is left out but what is usual.
 *
 * @param all says what is usual, too: a preset has settings of its own, which the line must overrule
 */
export function settingsFlags({ network, training, monitor }: LineRun, all = false): TrainFlags {
  const { regularization, shuffle, carry, earlyStopping, expansion } = training;
  return present({
    seed: network.seed,
    epochs: training.epochs,
    batch: looksAtAll(training.optimizer) ? ("all" as const) : training.miniBatchSize,
    lr: training.learningRate,
    optimizer: unlessUsual(training.optimizer, all ? undefined : defaults.optimizer),
    schedule: unlessUsual(training.schedule, all ? undefined : defaults.schedule),
    lambda: regularization?.l2 || (all ? 0 : undefined),
    l1: regularization?.l1 || undefined,
    classWeights: training.classWeights,
    changes: changesFlag(training.changes),
    expand: expansion,
    adversarial: training.adversarial,
    order: orderOf(shuffle, carry) ?? (all ? ("shuffled" as const) : undefined),
    patience: earlyStopping?.patience,
    watch: watchFlag(training),
    monitor: all || monitor.join() !== "test" ? monitor : undefined,
  });
}

/** Whether an optimizer looks at all examples before each step. */
export function looksAtAll(optimizer: TrainOptions["optimizer"]): boolean {
  return optimizer !== undefined && isFullBatch(typeof optimizer === "string" ? { type: optimizer } : optimizer);
}

function unlessUsual<Name extends string>(
  choice: Name | { readonly type: Name } | undefined,
  usual: string | undefined,
): Named<Name> | undefined {
  const named = typeof choice === "string" ? { type: choice } : choice;
  // What is usual has no settings of its own, but may clip gradients.
  const isUsual = named?.type === usual && Object.keys(present(named ?? {})).length === 1;
  return named === undefined || isUsual ? undefined : { ...named };
}

/** What early stopping or the schedule goes by; undefined where nothing does, and saying it would be refused. */
export function watchFlag({ watch, earlyStopping, schedule }: LineRun["training"]): WatchFlag | undefined {
  const type = typeof schedule === "string" ? schedule : schedule?.type;
  if (earlyStopping === undefined && type !== "halving") return undefined;
  const data = setNames.find((each) => each === watch?.data);
  return data === undefined ? undefined : present({ data, measure: watch?.measure });
}

function orderOf(shuffle: boolean | undefined, carry: boolean | undefined) {
  if (carry) return "carried" as const;
  return shuffle === false ? ("fixed" as const) : undefined;
}
