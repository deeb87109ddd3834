/** The options of `nndl train`: their names, what they mean, how each is read and written. All else comes from this table. */
import {
  activationNames,
  clippingNames,
  costNames,
  fullBatchOptimizerNames,
  initializerNames,
  miniBatchOptimizerNames,
  optimizers,
  schedules,
} from "nndl/functions";
import { presetNames } from "nndl/presets";
import { adversarial, adversarialUsage, formatAdversarial } from "./adversarial.ts";
import { changes, formatChanges } from "./changes.ts";
import { classWeights, formatClassWeights } from "./class-weights.ts";
import { expansion, expansionUsage, formatExpansion } from "./expand.ts";
import { formatFreeze, freeze } from "./freeze.ts";
import { layers } from "./layers.ts";
import { formatNamed, named, usages } from "./named.ts";
import { number, path, type Reader, whole, word, words } from "./readers.ts";
import { type SetName, setNames } from "./set-names.ts";
import { defaults } from "./train-defaults.ts";

interface AboutOption<T> {
  /** What follows it, as the help has it: "<n>", or "[dir]" where it can be left out. */
  readonly argument: string;
  /** Options that belong together stand together in the help. */
  readonly group: string;
  /** What it does. */
  readonly about: string;
  /** What holds when it is absent, in words. */
  readonly usual?: string;
  readonly read: Reader<T>;
  /** One that tests can try. */
  readonly example: string;
  /** Whether it decides a bit of what comes out: then it cannot be another when a run is resumed. */
  readonly decides: boolean;
}

/** An option whose value is a `T`. */
export interface TrainOption<T> extends AboutOption<T> {
  /** What `read` makes the same value of. */
  readonly write: (value: T) => string;
}

/** Texts and numbers are written as they are; whatever else an option's value is, it says how. */
function option<T extends string | number>(about: AboutOption<T>): TrainOption<T>;
function option<T>(about: TrainOption<T>): TrainOption<T>;
function option<T>(about: AboutOption<T>): TrainOption<T> {
  return { write: String, ...about };
}

/** Optimizers, each with the settings that it can have. */
const withClipping = { ...optimizers, ...miniBatchClipping() };

function miniBatchClipping() {
  const entries = miniBatchOptimizerNames.map(
    (name) => [name, { ...optimizers[name], others: clippingNames }] as const,
  );
  return Object.fromEntries(entries) as Record<(typeof miniBatchOptimizerNames)[number], (typeof entries)[number][1]>;
}

/** What early stopping and the halving schedule go by. */
export interface WatchFlag {
  readonly data: SetName;
  readonly measure?: "accuracy" | "cost";
}

const count = whole({ min: 1, max: 2 ** 31 - 1 });

const batch: Reader<number | "all"> = (text, flag) =>
  text === "all" ? "all" : whole({ min: 1, max: 2 ** 20 })(text, flag);

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

const pictureSize: Reader<{ readonly height: number; readonly width: number }> = (text, flag) => {
  const side = whole({ min: 1, max: 4096 });
  const [height = "", ...rest] = text.split(/[x×]/);
  return { height: side(height, flag), width: rest.length === 0 ? side(height, flag) : side(rest.join("x"), flag) };
};

const channels: Reader<1 | 3> = (text, flag) => (word(["1", "3"])(text, flag) === "1" ? 1 : 3);

/** What --preset may be given. */
export const presetHelp = `a well-known network: ${presetNames.join(", ")}, or an experiment's as in book:ch1/first-network`;

/** What --data may be given for images made by rule. */
export const generatedUsage = "generated:COUNT:CLASSES:SIDE";

const network = "The network:";
const learning = "How it learns:";
const images = "What it learns from:";
const measuring = "Measuring and stopping:";
const run = "The run:";

/** Every option, in the order of the help and of the commands that are written down. */
export const trainOptions = {
  preset: option({
    argument: "<name>",
    group: network,
    about: `start from ${presetHelp}, with its own training settings; other options here change them`,
    usual: "none, or char-lstm for a text",
    read: path,
    example: "lenet5",
    decides: true,
  }),
  layers: option({
    argument: "<text>",
    group: network,
    about:
      "the layers in the short notation below, starting with the input's shape: 784-30-10 for dense layers, or " +
      '"28x28 conv20x5 pool2 dense100 softmax10"',
    read: layers,
    usual: `the data's inputs, ${defaults.hidden}, the data's classes: 784-30-10 on MNIST`,
    example: "30-7-3",
    decides: true,
  }),
  network: option({
    argument: "<file>",
    group: network,
    about:
      "a JSON file that describes the network, instead of --layers and the like; can also be given as the argument",
    read: path,
    example: "network.json",
    decides: true,
  }),
  from: option({
    argument: "<network>",
    group: network,
    about:
      "start from the weights of a trained network (its file, or its run's folder) instead of drawing all of them from the " +
      "seed; where the data have another number of classes, the last layer is drawn anew",
    read: path,
    example: "runs/first",
    decides: true,
  }),
  activation: option({
    argument: "<name>",
    group: network,
    about: `of hidden layers that do not name one: ${activationNames.join(", ")}`,
    read: word(activationNames),
    usual: defaults.activation,
    example: "tanh",
    decides: true,
  }),
  output: option({
    argument: "<name>",
    group: network,
    about: "the output layer's activation, if it does not name one",
    read: word(activationNames),
    usual: "softmax for log-likelihood, linear for targets that are not classes, otherwise sigmoid",
    example: "tanh",
    decides: true,
  }),
  cost: option({
    argument: "<name>",
    group: network,
    about: `what training makes small: ${costNames.join(", ")}`,
    read: word(costNames),
    usual: "log-likelihood after softmax, cross-entropy after sigmoid, otherwise quadratic",
    example: "quadratic",
    decides: true,
  }),
  init: option({
    argument: "<name>",
    group: network,
    about: `the first weights: ${initializerNames.join(", ")}; gaussian is the book's start in chapter 1`,
    read: word(initializerNames),
    usual: `${defaults.init}, its start from chapter 3 on`,
    example: "he",
    decides: true,
  }),
  seed: option({
    argument: "<n>",
    group: network,
    about: "the source of all chance: the first weights, the order of the images",
    read: whole({ min: 0, max: 2 ** 53 - 1 }),
    usual: String(defaults.seed),
    example: "5",
    decides: true,
  }),

  epochs: option({
    argument: "<n>",
    group: learning,
    about: "how many times it sees all the training images",
    read: count,
    usual: String(defaults.epochs),
    example: "4",
    decides: true,
  }),
  batch: option<number | "all">({
    argument: "<n>",
    group: learning,
    about: `images in a mini-batch; or all, before each step: nothing else goes with ${fullBatchOptimizerNames.join(", ")}`,
    read: batch,
    usual: `${defaults.batch}, or all with these`,
    example: "3",
    decides: true,
  }),
  lr: option({
    argument: "<rate>",
    group: learning,
    about: "the learning rate, η",
    read: number({ above: 0 }),
    usual:
      "3 for the quadratic cost of sigmoids, 0.5 for cross-entropy, 0.1 for others, 0.03 for convolutions with relu; a tenth of it with momentum; 0.001 for rmsprop, adam and adamw; 1 for those that look at all images",
    example: "0.25",
    decides: true,
  }),
  optimizer: option({
    argument: "<name>",
    group: learning,
    about: `${usages(optimizers).join(", ")}; settings can be left out or named, as in adam:beta1=0.8; those for mini-batches clip gradients with clipNorm=1 (all together) or clipValue=1 (each number)`,
    read: named(withClipping),
    write: formatNamed,
    usual: `${defaults.optimizer}, or momentum with --momentum`,
    example: "adam:beta1=0.8",
    decides: true,
  }),
  momentum: option({
    argument: "<mu>",
    group: learning,
    about: "momentum, for the optimizers momentum and nesterov",
    read: number({ min: 0, below: 1 }),
    usual: "0.9 for these",
    example: "0.5",
    decides: true,
  }),
  schedule: option({
    argument: "<name>",
    group: learning,
    about: `how the learning rate changes: ${usages(schedules).join(", ")}; for example step:10:0.1, halving:5 or cosine:floor=0.01`,
    read: named(schedules),
    write: formatNamed,
    usual: defaults.schedule,
    example: "step:every=3",
    decides: true,
  }),
  lambda: option({
    argument: "<number>",
    group: learning,
    about: "L2 regularization, λ as in the book: the cost gets λ/2n · Σ w²",
    read: number({ min: 0 }),
    usual: "0",
    example: "5",
    decides: true,
  }),
  weightDecay: option({
    argument: "<number>",
    group: learning,
    about:
      "the same, given as λ/n: what a weight loses with each update, as a fraction of itself and of the learning rate",
    read: number({ min: 0 }),
    usual: "0",
    example: "0.001",
    decides: true,
  }),
  l1: option({
    argument: "<number>",
    group: learning,
    about: "L1 regularization: the cost gets λ/n · Σ |w|",
    read: number({ min: 0 }),
    usual: "0",
    example: "0.5",
    decides: true,
  }),

  classWeights: option({
    argument: "<weights>",
    group: learning,
    about:
      "how much classes count: balanced (each as much as any other, however many images it has), or a number for each, as " +
      "1,2,0.5. A cost and its gradient are multiplied by them, and they average to 1 over the training images",
    read: classWeights,
    write: formatClassWeights,
    usual: "all images count alike",
    example: "1,2,0.5",
    decides: true,
  }),
  changes: option({
    argument: "<list>",
    group: learning,
    about:
      'what is otherwise from a moment on: "500:lr=0.1,epoch 8:lambda=0:batch=20" is another learning rate after 500 mini-batches, ' +
      "and from epoch 8 on (the first is 0) no L2 regularization and mini-batches of 20; lr, batch, lambda, l1, and the numbers " +
      "of the optimizer, as momentum",
    read: changes,
    write: formatChanges,
    usual: "all stays as it is",
    example: "1:lr=0.1:batch=20,epoch3:lambda=1",
    decides: true,
  }),
  freeze: option({
    argument: "<layers>",
    group: learning,
    about: "layers that keep their weights, of those that have some: 2 are the first two, 2,3 the second and the third",
    read: freeze,
    write: formatFreeze,
    usual: "none",
    example: "1",
    decides: true,
  }),

  data: option({
    argument: "<source>",
    group: images,
    about:
      "a folder (or URL) of IDX files, a folder of pictures with one subfolder a class, a table (CSV, TSV, JSON lines), arrays of " +
      "NumPy's (.npz, .npy); a well-known data set where you have put it, NAME:FOLDER with emnist-letters (or -digits, -balanced, " +
      `-byclass, -bymerge, -mnist), fashion-mnist, kmnist, cifar-10, cifar-100; or ${generatedUsage}, images made by rule`,
    read: path,
    usual: "mnist, as the book divides it: 50,000 training, 10,000 validation, 10,000 test images",
    example: "generated:40:3:8",
    decides: true,
  }),
  target: option({
    argument: "<name>",
    group: images,
    about: "the column of a table that is to be learned: its name, several with commas between, or its number from 1",
    read: path,
    usual: 'the column called "label", "class" or "target", or else the last',
    example: "2",
    decides: true,
  }),
  targetKind: option({
    argument: "<kind>",
    group: images,
    about: "whether the numbers of a target are classes or values",
    read: word(["classes", "values"]),
    usual: "classes, where they are few whole numbers that come again",
    example: "values",
    decides: true,
  }),
  without: option({
    argument: "<columns>",
    group: images,
    about: "columns of a table that are no inputs, with commas between",
    read: path,
    example: "b",
    decides: true,
  }),
  steps: option({
    argument: "<n>",
    group: images,
    about: "of a text (--data text:FILE): how many characters make a stretch, which is an example",
    read: whole({ min: 1, max: 2 ** 20 }),
    usual: "100 with the preset char-lstm, 50 with other layers",
    example: "20",
    decides: true,
  }),
  size: option({
    argument: "<pixels>",
    group: images,
    about: "bring pictures of a folder to this size: pixels on each side, or height x width as in 20x30",
    read: pictureSize,
    write: ({ height, width }) => (height === width ? String(height) : `${height}x${width}`),
    usual: "their own where all have one, otherwise their usual longer side; at most 64",
    example: "3x4",
    decides: true,
  }),
  channels: option({
    argument: "<n>",
    group: images,
    about: "take pictures of a folder in grey (1) or in red, green and blue (3)",
    read: channels,
    usual: "1 where all are grey, otherwise 3",
    example: "3",
    decides: true,
  }),
  polarity: option({
    argument: "<name>",
    group: images,
    about: "take pictures of a folder as they are (light), or turned round, so that what is dark is large (ink)",
    read: word(["light", "ink"]),
    usual: "ink where most are dark on light paper, otherwise light",
    example: "light",
    decides: true,
  }),
  fit: option({
    argument: "<how>",
    group: images,
    about:
      "how pictures of a folder get their size: contain (all of it, the rest filled with its background), mnist (what is " +
      "written is found and centred, as MNIST's digits are) or exact (another size is refused)",
    read: word(["contain", "mnist", "exact"]),
    usual: "contain",
    example: "mnist",
    decides: true,
  }),
  limit: option({
    argument: "<n>",
    group: images,
    about:
      "learn from n training images only: the first of MNIST; of other data n drawn at random, each class in its proportion",
    read: count,
    usual: "all",
    example: "50",
    decides: true,
  }),
  expand: option({
    argument: "<how>",
    group: images,
    about: `make more of the training images: book (each also shifted by a pixel in four directions), or distortions that are drawn anew in each epoch, some of ${expansionUsage}`,
    read: expansion,
    write: formatExpansion,
    usual: "none",
    example: "shift=1,elastic=8:4",
    decides: true,
  }),
  adversarial: option({
    argument: "<epsilon>",
    group: images,
    about: `train against an attack: each mini-batch is changed first, by up to ε, as the network at that moment finds hardest. ε alone is one step of the fast gradient sign; after commas may follow ${adversarialUsage.split(",").slice(1).join(", ")}`,
    read: adversarial,
    write: formatAdversarial,
    usual: "none",
    example: "0.3,steps=3,clean",
    decides: true,
  }),
  order: option({
    argument: "<name>",
    group: images,
    about:
      "shuffled anew in each epoch; fixed, as in the book's network3; or carried, for stretches of a text: each row of the mini-batches reads on " +
      "where it left off, and so do recurrent layers",
    read: word(["shuffled", "fixed", "carried"]),
    usual: "shuffled",
    example: "fixed",
    decides: true,
  }),
  validation: option({
    argument: "<n>",
    group: images,
    about:
      "set n training images aside for validation: the last of MNIST; of other data n drawn at random, each class in its " +
      "proportion, the same whatever the seed",
    read: whole({ min: 0 }),
    usual: "10,000 of MNIST; of other data none, or a sixth where validation is asked for",
    example: "20",
    decides: true,
  }),

  monitor: option({
    argument: "<sets>",
    group: measuring,
    about: "what to measure after each epoch: training, validation, test, several of them separated by commas, or none",
    read: monitor,
    write: (sets) => (sets.length === 0 ? "none" : sets.join(",")),
    usual: "test, and validation where it decides when to stop",
    example: "training,test",
    decides: true,
  }),
  patience: option({
    argument: "<n>",
    group: measuring,
    about: "stop after n epochs without improvement, and go back to the best weights",
    read: count,
    usual: "never",
    example: "10",
    decides: true,
  }),
  watch: option({
    argument: "<set>",
    group: measuring,
    about: "what --patience and --schedule halving go by, for example validation:cost",
    read: watch,
    write: ({ data, measure }) => (measure === undefined ? data : `${data}:${measure}`),
    usual: "accuracy on the validation images, so that the test images remain an honest test",
    example: "test:cost",
    decides: true,
  }),

  out: option({
    argument: "<dir>",
    group: run,
    about: "the run's folder",
    read: path,
    usual: "runs/DATE-TIME-LAYERS",
    example: "runs/first",
    decides: false,
  }),
  resume: option<string | true>({
    argument: "[dir]",
    group: run,
    about: "go on with an interrupted run, or with the newest if none is named; its settings are in its folder",
    read: path,
    write: (folder) => (folder === true ? "" : folder),
    example: "runs/first",
    decides: false,
  }),
  checkpointEvery: option({
    argument: "<seconds>",
    group: run,
    about: "how often to save what resuming needs",
    read: number({ above: 0, max: 86_400 }),
    usual: String(defaults.checkpointEvery),
    example: "60",
    decides: false,
  }),
  threads: option({
    argument: "<n>",
    group: run,
    about: "threads, or auto: more than one where that is faster. They do not change a bit of the result",
    read: threads,
    usual: "auto",
    example: "2",
    decides: false,
  }),
};

type Options = typeof trainOptions;

type ValueOf<Option> = Option extends TrainOption<infer T> ? T : never;

export type TrainOptionName = keyof Options;

/** All that a command can say, each part as plain JSON; what it does not say is absent. */
export type TrainLine = { readonly [Name in TrainOptionName]?: ValueOf<Options[Name]> };

/** What someone asked for; a network's file, which can be the argument as well, is read apart from it. */
export type TrainFlags = Omit<TrainLine, "network">;

export const trainOptionNames = Object.keys(trainOptions) as readonly TrainOptionName[];

/** "--checkpoint-every" for "checkpointEvery". */
export function flagOf(name: TrainOptionName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
