import { knownKeys, plainObject, type Where } from "../check.ts";
import { checkDataset, type Dataset, inputNames, onOrder } from "../data/index.ts";
import type { Remark } from "../remarks.ts";
import { areAllEqual, duplicatesIn } from "./duplicates.ts";

/** What is done with the data that remarks are made on. */
export interface RemarkContext {
  /** What the network is tested on. */
  readonly test?: Dataset | undefined;
  /** What decides when to stop, or between settings. */
  readonly validation?: Dataset | undefined;
  /** The settings of the run, or those of them that are known. */
  readonly settings?:
    | {
        readonly shuffle?: boolean | undefined;
        /** Weights of classes, which make up for few examples of some. */
        readonly classWeights?: "balanced" | readonly number[] | undefined;
      }
    | undefined;
}

/** Inputs and targets beyond this are mostly not scaled: sigmoids saturate, and steps of gradient descent go astray. */
const largest = 100;
/** Fewer examples of a class than this say little about it. */
const few = 5;
/** A class with so many times the examples of another drowns it. */
const imbalance = 10;
/** The part of a table's rows that may be there twice by chance; of images every one is worth a remark. */
const usualDuplicates = 0.25;

/**
 * What is no error and yet mostly a mistake in data to train on, each once: labels all of one class, inputs all equal, sets that
 * overlap, classes that only the test set has, numbers that are not scaled, few examples of a class, an order that is fixed and
 * sorted. None about MNIST.
 *
 * Reads every number once; about 50 ms for MNIST.
 *
 * @throws NndlError "dataset.instance", "remarks.context" for an unknown field
 * @example
 * const cats = classification([[0.1], [0.7], [0.4]], [0, 0, 0]);
 * remarksOn(cats)[0].code; // "data.one-class"
 */
export function remarksOn(training: Dataset, context: RemarkContext = {}): readonly Remark[] {
  checkDataset(training);
  const where: Where = { code: "remarks.context", what: "what is said beside the data" };
  knownKeys(plainObject(context, where), ["test", "validation", "settings"], where);
  const { test, validation, settings } = context;
  for (const set of [test, validation]) if (set !== undefined) checkDataset(set);
  return [
    ...onInputs(training),
    ...onLabels(training, settings?.classWeights !== undefined),
    ...(settings?.shuffle === false ? onOrder(training) : []),
    ...onOthers(training, { test, validation }),
  ];
}

function onInputs(training: Dataset): Remark[] {
  const { features, scale, count, size, targets } = training;
  const examples = training.shape.length === 3 ? "images" : "examples";
  const remarks: Remark[] = [];
  if (areAllEqual(training)) {
    const isBlack = features.subarray(0, size).every((value) => value === 0);
    const what = isBlack
      ? `All ${count} training ${examples} are 0 throughout`
      : `All ${count} training ${examples} are equal`;
    remarks.push({
      code: "data.equal",
      what: `${what}: there is nothing to learn from.`,
      next: "Check how they were read.",
    });
  }
  // Bytes cannot be far from 0, unless their scale is.
  const canBeLarge = features instanceof Float32Array || 255 * scale > largest;
  const input = canBeLarge ? furthest(features) : { value: 0, at: 0 };
  // What is looked up may be as large as it likes.
  const isLookedUp = training.preparation?.inputs.kind === "text";
  if (Math.abs(input.value * scale) > largest && !isLookedUp)
    remarks.push({
      code: "data.large",
      what: `Inputs are as large as ${short(input.value * scale)} (${placeOf(training, input.at)}): most networks learn badly from such.`,
      next: "Scale them, for example to a mean of 0 and a deviation of 1.",
    });
  const target = targets.kind === "values" ? furthest(targets.values) : undefined;
  if (target !== undefined && Math.abs(target.value) > largest)
    remarks.push({
      code: "data.large-targets",
      what: `Targets are as large as ${short(target.value)}: gradients grow with them, and training easily diverges.`,
      next: "Scale them, for example to a mean of 0 and a deviation of 1.",
    });
  return remarks;
}

function onLabels(training: Dataset, isWeighted: boolean): Remark[] {
  const counts = countsOf(training);
  if (counts === undefined) return [];
  const name = namer(training);
  const present = numbersWhere(counts, (n) => n > 0);
  if (present.length === 1)
    return [
      {
        code: "data.one-class",
        what: `${training.count === 1 ? "The only training example is" : `All ${training.count} training examples are`} of one class, ${name(present[0]!)}: there is nothing to tell apart.`,
        next: "Check the labels.",
      },
    ];
  const remarks: Remark[] = [];
  const absent = numbersWhere(counts, (n) => n === 0);
  if (absent.length > 0)
    remarks.push({
      code: "data.absent-class",
      what: `No training example is of ${listed(absent, name)}: the network cannot learn to answer so.`,
      next: "Check the labels, or the number of classes.",
    });
  // A truth table is meant to be small.
  const rare = training.count < 20 && training.size <= 8 ? [] : numbersWhere(counts, (n) => n > 0 && n < few);
  if (rare.length > 0)
    remarks.push({
      code: "data.few",
      what: `There are fewer than ${few} training examples of ${listed(rare, name)}.`,
      next: "Take more, or leave such classes out.",
    });
  const most = present.reduce((a, b) => (counts[b]! > counts[a]! ? b : a));
  const least = present.reduce((a, b) => (counts[b]! < counts[a]! ? b : a));
  if (!isWeighted && training.count >= 20 && counts[most]! >= imbalance * counts[least]!)
    remarks.push({
      code: "data.imbalanced",
      what: `Of class ${name(most)} there are ${counts[most]} training examples and of class ${name(least)} only ${counts[least]}: accuracy says little of the rare ones.`,
      next: "Weight the classes, and judge by balanced accuracy.",
    });
  return remarks;
}

function onOthers(
  training: Dataset,
  sets: { readonly test: Dataset | undefined; readonly validation: Dataset | undefined },
): Remark[] {
  const others = Object.entries(sets).filter((entry): entry is [string, Dataset] => entry[1] !== undefined);
  const duplicates = duplicatesIn(
    training,
    others.map(([, data]) => data),
  );
  return others.flatMap(([name, data], i) => [
    ...onOverlap(training, name, data, duplicates[i]!),
    ...onClasses(training, name, data),
  ]);
}

function onOverlap(training: Dataset, name: string, data: Dataset, times: number): Remark[] {
  const isImages = training.shape.length === 3;
  if (times === 0 || (!isImages && times <= usualDuplicates * data.count)) return [];
  const examples = isImages ? "images" : "examples";
  const next = "Such examples say nothing about others: leave them out of one of the two.";
  if (times < data.count)
    return [
      {
        code: "data.overlap",
        what: `${times} of the ${data.count} ${name} ${examples} ${times === 1 ? "is" : "are"} among the training ${examples}, too.`,
        next,
      },
    ];
  const what =
    data.count === training.count
      ? `The ${name} ${examples} are the training ${examples}: what is measured is what was learned by heart.`
      : `All ${data.count} ${name} ${examples} are among the training ${examples}: what is measured may be learned by heart.`;
  return [{ code: "data.same", what, next: `Give other ${name} ${examples}.` }];
}

function onClasses(training: Dataset, set: string, data: Dataset): Remark[] {
  const [known, counts] = [countsOf(training), countsOf(data)];
  if (known === undefined || counts === undefined) return [];
  const name = namer(data);
  const present = numbersWhere(counts, (n) => n > 0);
  const unknown = present.filter((label) => (known[label] ?? 0) === 0);
  const remarks: Remark[] = [];
  if (unknown.length > 0)
    remarks.push({
      code: "data.unknown-class",
      what: `The ${set} set has examples of ${listed(unknown, name)}, and the training set has none.`,
      next: "Check the labels: a network never answers what it has not learned.",
    });
  if (present.length === 1 && data.count > 1 && numbersWhere(known, (n) => n > 0).length > 1)
    remarks.push({
      code: "data.one-class-measured",
      what: `All ${data.count} examples of the ${set} set are of one class, ${name(present[0]!)}: what is measured says nothing about the others.`,
      next: "Divide the data by class.",
    });
  return remarks;
}

/** How many examples of each class there are; undefined where no example has one class. */
function countsOf({ targets, labelsEach }: Dataset): number[] | undefined {
  if (targets.kind === "values" || labelsEach > 1) return undefined;
  const counts = Array<number>(targets.classes).fill(0);
  for (const label of targets.labels) counts[label]!++;
  return counts;
}

function numbersWhere(counts: readonly number[], holds: (count: number) => boolean): number[] {
  return counts.flatMap((count, label) => (holds(count) ? [label] : []));
}

function namer({ preparation }: Dataset): (label: number) => string {
  const names = preparation?.targets?.kind === "classes" ? preparation.targets.names : [];
  return (label) => names[label] ?? String(label);
}

/** "class 3", "the classes 3, 4, 5, 6, 7 and 20 more" */
function listed(labels: readonly number[], name: (label: number) => string): string {
  if (labels.length === 1) return `class ${name(labels[0]!)}`;
  const shown = labels.slice(0, labels.length <= 6 ? 6 : 5).map(name);
  const rest = labels.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  return `the classes ${shown.join(", ")} and ${last}`;
}

/** The number that is furthest from 0, and where it is. */
function furthest(numbers: ArrayLike<number>): { readonly value: number; readonly at: number } {
  let [high, low, highAt, lowAt] = [numbers[0]!, numbers[0]!, 0, 0];
  for (let i = 1; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (value > high) [high, highAt] = [value, i];
    else if (value < low) [low, lowAt] = [value, i];
  }
  return high >= -low ? { value: high, at: highAt } : { value: low, at: lowAt };
}

/** "column price of example 3", or the input's number where columns have no names. */
function placeOf({ size, preparation }: Dataset, at: number): string {
  const names = preparation?.inputs.kind === "table" ? inputNames(preparation.inputs) : [];
  const name = names[at % size];
  return `${name === undefined ? `input ${at % size}` : `column ${name}`} of example ${Math.floor(at / size)}`;
}

function short(value: number): string {
  return Math.abs(value) >= 1e6 ? value.toExponential(1) : String(Math.round(value * 10) / 10);
}
