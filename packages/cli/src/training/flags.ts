/** The options of `nndl train`: their names, what they mean, and how each is read. */
import type { Command, Option } from "commander";
import {
  type ActivationName,
  activationNames,
  type CostName,
  costNames,
  type InitializerName,
  initializerNames,
  type OptimizerName,
  optimizers,
  type ScheduleName,
  schedules,
} from "nndl";
import { generatedUsage } from "../generated-data.ts";
import { presetHelp } from "../named-networks.ts";
import { explainNotation } from "../notation-help.ts";
import { type Expansion, expansion, expansionUsage } from "../options/expand.ts";
import { layers } from "../options/layers.ts";
import { type Named, named, usages } from "../options/named.ts";
import { option, type Reader } from "../options/option.ts";
import { number, path, whole, word, words } from "../options/readers.ts";
import { type SetName, setNames } from "../set-names.ts";
import { defaults } from "./defaults.ts";

/** What early stopping and the halving schedule go by. */
export interface WatchFlag {
  readonly data: SetName;
  readonly measure?: "accuracy" | "cost";
}

/** What someone asked for, each part as plain JSON; what they left to us is absent. */
export interface TrainFlags {
  /** What all the others start from. */
  readonly preset?: string;
  /** In the short notation. */
  readonly layers?: string;
  readonly activation?: ActivationName;
  readonly output?: ActivationName;
  readonly cost?: CostName;
  readonly init?: InitializerName;
  readonly seed?: number;
  readonly epochs?: number;
  readonly batch?: number;
  readonly lr?: number;
  readonly optimizer?: Named<OptimizerName>;
  readonly momentum?: number;
  readonly schedule?: Named<ScheduleName>;
  readonly lambda?: number;
  readonly weightDecay?: number;
  readonly l1?: number;
  readonly data?: string;
  readonly limit?: number;
  readonly expand?: Expansion;
  /** The order in which the epochs take the training images. */
  readonly order?: "shuffled" | "fixed";
  readonly validation?: number;
  readonly monitor?: readonly SetName[];
  readonly patience?: number;
  readonly watch?: WatchFlag;
  readonly threads?: number | "auto";
  readonly out?: string;
  readonly checkpointEvery?: number;
  /** A run folder, or true: the newest. */
  readonly resume?: string | true;
}

/** Flags that decide how a run goes about it, and not a bit of what comes out. */
export const outcomeFree = ["threads", "out", "checkpointEvery", "resume"] as const;

const count = whole({ min: 1, max: 2 ** 31 - 1 });

const monitor: Reader<readonly SetName[]> = (text, flag) => (text === "none" ? [] : words(setNames)(text, flag));

const watch: Reader<WatchFlag> = (text, flag) => {
  const [data, ...measure] = text.split(":");
  const set = word(setNames)(data, flag);
  return measure.length === 0
    ? { data: set }
    : { data: set, measure: word(["accuracy", "cost"])(measure.join(":"), flag) };
};

export const threads: Reader<number | "auto"> = (text, flag) =>
  text === "auto" ? "auto" : whole({ min: 1, max: 64 })(text, flag);

/** Every option, in the order of the help. */
export function trainOptions(): readonly Option[] {
  const network = "The network:";
  const learning = "How it learns:";
  const images = "What it learns from:";
  const measuring = "Measuring and stopping:";
  const run = "The run:";
  return [
    option("--preset <name>", {
      group: network,
      about: `start from ${presetHelp}, with the settings it is trained with; what else is said here changes it`,
      read: path,
    }),
    option("--layers <text>", {
      group: network,
      about:
        "the layers in the short notation below, the input's shape first: 784-30-10 for dense layers, or " +
        '"28x28 conv20x5 pool2 dense100 softmax10"',
      read: layers,
      usual: `the data's inputs, ${defaults.hidden}, the data's classes: 784-30-10 on MNIST`,
    }),
    option("--network <file>", {
      group: network,
      about: "a JSON file that describes the network, instead of --layers and the like; it can also be the argument",
      read: path,
    }),
    option("--activation <name>", {
      group: network,
      about: `of the hidden layers that name none: ${activationNames.join(", ")}`,
      read: word(activationNames),
      usual: defaults.activation,
    }),
    option("--output <name>", {
      group: network,
      about: "the output layer's activation, if it names none",
      read: word(activationNames),
      usual: "softmax for log-likelihood, linear for targets that are no classes, otherwise sigmoid",
    }),
    option("--cost <name>", {
      group: network,
      about: `what is made small: ${costNames.join(", ")}`,
      read: word(costNames),
      usual: "log-likelihood after softmax, cross-entropy after sigmoid, otherwise quadratic",
    }),
    option("--init <name>", {
      group: network,
      about: `the first weights: ${initializerNames.join(", ")}; gaussian is the book's start in chapter 1`,
      read: word(initializerNames),
      usual: `${defaults.init}, its start from chapter 3 on`,
    }),
    option("--seed <n>", {
      group: network,
      about: "where all chance comes from: first weights and order of the images",
      read: whole({ min: 0, max: 2 ** 53 - 1 }),
      usual: String(defaults.seed),
    }),

    option("--epochs <n>", {
      group: learning,
      about: "how often it sees all the training images",
      read: count,
      usual: String(defaults.epochs),
    }),
    option("--batch <n>", {
      group: learning,
      about: "images in a mini-batch",
      read: whole({ min: 1, max: 2 ** 20 }),
      usual: String(defaults.batch),
    }),
    option("--lr <rate>", {
      group: learning,
      about: "the learning rate, η",
      read: number({ above: 0 }),
      usual:
        "3 for the quadratic cost of sigmoids, 0.5 for cross-entropy, 0.1 for others, 0.03 for convolutions with relu; a tenth of it with momentum; 0.001 for rmsprop, adam and adamw",
    }),
    option("--optimizer <name>", {
      group: learning,
      about: `${usages(optimizers).join(", ")}; settings can be left out or named, as in adam:beta1=0.8`,
      read: named(optimizers),
      usual: `${defaults.optimizer}, or momentum with --momentum`,
    }),
    option("--momentum <mu>", {
      group: learning,
      about: "momentum, for the optimizers momentum and nesterov",
      read: number({ min: 0, below: 1 }),
      usual: "0.9 for these",
    }),
    option("--schedule <name>", {
      group: learning,
      about: `how the learning rate changes: ${usages(schedules).join(", ")}; for example step:10:0.1, halving:5 or cosine:floor=0.01`,
      read: named(schedules),
      usual: defaults.schedule,
    }),
    option("--lambda <number>", {
      group: learning,
      about: "L2 regularization, λ as in the book: the cost gets λ/2n · Σ w²",
      read: number({ min: 0 }),
      usual: "0",
    }),
    option("--weight-decay <number>", {
      group: learning,
      about:
        "the same, said as λ/n: what a weight loses with each update, as a part of itself and of the learning rate",
      read: number({ min: 0 }),
      usual: "0",
    }),
    option("--l1 <number>", {
      group: learning,
      about: "L1 regularization: the cost gets λ/n · Σ |w|",
      read: number({ min: 0 }),
      usual: "0",
    }),

    option("--data <dir>", {
      group: images,
      about:
        "a directory (or URL) of four IDX files, raw or gzipped, of any image size and number of classes; or " +
        `${generatedUsage}, images made by rule`,
      read: path,
      usual: "mnist, as the book divides it: 50,000 training, 10,000 validation, 10,000 test images",
    }),
    option("--limit <n>", {
      group: images,
      about: "learn from the first n training images only",
      read: count,
      usual: "all",
    }),
    option("--expand <how>", {
      group: images,
      about: `make more of the training images: book (each one shifted by a pixel four ways, too), or distortions that are drawn anew in each epoch, some of ${expansionUsage}`,
      read: expansion,
      usual: "none",
    }),
    option("--order <name>", {
      group: images,
      about: "shuffled anew in each epoch, or fixed, as in the book's network3",
      read: word(["shuffled", "fixed"]),
      usual: "shuffled",
    }),
    option("--validation <n>", {
      group: images,
      about: "set the last n training images aside for validation",
      read: whole({ min: 0 }),
      usual: "10,000 of MNIST; of other data none, or a sixth where validation is asked for",
    }),

    option("--monitor <sets>", {
      group: measuring,
      about: "what to measure after each epoch: training, validation, test, several with commas between them, or none",
      read: monitor,
      usual: "test, and validation where it decides when to stop",
    }),
    option("--patience <n>", {
      group: measuring,
      about: "stop after n epochs without improvement, and go back to the best weights",
      read: count,
      usual: "never",
    }),
    option("--watch <set>", {
      group: measuring,
      about: "what --patience and --schedule halving go by, for example validation:cost",
      read: watch,
      usual: "accuracy on the validation images, which keeps the test images an honest test",
    }),

    option("--out <dir>", { group: run, about: "the run's folder", read: path, usual: "runs/DATE-TIME-LAYERS" }),
    option("--resume [dir]", {
      group: run,
      about: "go on with an interrupted run, the newest if none is named; its settings are in its folder",
      read: path,
    }),
    option("--checkpoint-every <seconds>", {
      group: run,
      about: "how often to save what resuming needs",
      read: number({ above: 0, max: 86_400 }),
      usual: String(defaults.checkpointEvery),
    }),
    option("--threads <n>", {
      group: run,
      about: "threads, or auto: more than one where that is faster. They change no bit of the result",
      read: threads,
      usual: "auto",
    }),
  ];
}

export function declareTrainOptions(command: Command): void {
  for (const each of trainOptions()) command.addOption(each);
  explainNotation(command);
}

/** The options that were given, without those that were not. */
export function flagsFrom(options: Readonly<Record<string, unknown>>): TrainFlags {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as TrainFlags;
}
