import type { SetName } from "@nndl/words/set-names";
import { Dataset, type Mnist, type Network, NndlError, splitByClass } from "nndl";
import { mnistPreparation } from "nndl/sources";
import type { DataChoice, MnistChoice } from "./data-choice.ts";
import { type GivenFiles, setsOfFiles } from "./given-files.ts";
import { blankLike } from "./learned-from.ts";
import { imagesBelow } from "./mnist-images.ts";
import type { Sets } from "./run-data.ts";

/** All digits, or the first ones where a run needs no others. */
export type Digits = Pick<Mnist, "training" | "test"> & Partial<Mnist>;

/** Where data come from that no recipe holds. */
export interface Sources {
  /** At least the digits that are chosen; called when they are first wanted. */
  digits(choice: MnistChoice): Promise<Digits>;
  readonly files?: GivenFiles | undefined;
}

/**
 * Makes or fetches what a recipe's data are.
 * @throws NndlError "recipe.…", "formula.…", "files.…", "file.read", …
 */
export async function setsOf(choice: DataChoice, sources: Sources): Promise<Sets> {
  switch (choice.kind) {
    case "mnist":
      return digitSets(choice, await sources.digits(choice));
    case "toy":
    case "painted":
    case "function":
      return (await import("./point-sets.ts")).pointSets(choice);
    case "files": {
      if (sources.files !== undefined) return setsOfFiles(sources.files, choice.name);
      throw new NndlError("files.missing", {
        problem: `the data of this run are your own files, ${choice.name}, and they are not here`,
        next: "Give these files again: they are not in the link.",
      });
    }
  }
}

/**
 * What stands for data that are not here: digits, which are fetched only when something needs them, and the reader's own files,
 * without which a network that learned from them can still be asked. Undefined where data are here, or nothing goes without.
 *
 * @param network whose weights the run begins with, if any
 */
export function blankSets(choice: DataChoice, { files }: Sources, network: Network | undefined): Sets | undefined {
  if (choice.kind === "mnist") return blankDigits(choice);
  if (choice.kind !== "files" || files !== undefined || network === undefined) return undefined;
  const blank = blankLike(network, choice.name);
  return { training: blank, validation: blank, test: blank };
}

/** Blank examples in each set, which tell whether a network fits; two, since a batch normalization has to compare some. */
function blankDigits(choice: MnistChoice): Sets {
  const blank = new Dataset({
    name: "MNIST",
    shape: [1, 28, 28],
    features: new Uint8Array(2 * 784),
    targets: { kind: "classes", labels: new Uint8Array(2), classes: 10 },
    preparation: mnistPreparation,
  });
  return digitSets(choice, { training: blank, validation: blank, test: blank, full: blank });
}

/** How many examples there are to train on; undefined where that is known only when they are here. */
export function trainingCount(choice: DataChoice): number | undefined {
  return choice.kind === "mnist" ? (choice.training ?? imagesBelow(choice.digits ?? 10).training) : undefined;
}

/** Parts of one data set are made once, so that what is known of them (their hash) is found once. */
const parts = new WeakMap<Dataset, Map<number, Dataset>>();

export function firstOf(data: Dataset, count: number): Dataset {
  if (count >= data.count) return data;
  const known = parts.get(data) ?? new Map<number, Dataset>();
  parts.set(data, known);
  const part = known.get(count) ?? data.take(count);
  known.set(count, part);
  return part;
}

function digitSets(choice: MnistChoice, images: Digits): Sets {
  const { digits = 10, validation = 0, targets } = choice;
  const { training, test } = { ...imagesBelow(digits), ...choice };
  const aimedAt = targets === "bits" ? withBits : (data: Dataset) => data;
  const some = (data: Dataset, count: number) => aimedAt(firstOf(ofDigits(data, digits), count));
  return {
    training: some(training > 50_000 && images.full ? images.full : images.training, training),
    ...(validation > 0 && images.validation ? { validation: some(images.validation, validation) } : {}),
    test: some(images.test, test),
  };
}

const fewerDigits = new WeakMap<Dataset, Map<number, Dataset>>();

/** The images of the digits below one; their classes stay ten. */
function ofDigits(data: Dataset, below: number): Dataset {
  if (below === 10) return data;
  const known = fewerDigits.get(data) ?? new Map<number, Dataset>();
  fewerDigits.set(data, known);
  const places = Array.from({ length: data.count }, (_, i) => i).filter((i) => data.label(i) < below);
  const picked = known.get(below) ?? data.pick(places);
  known.set(below, picked);
  return picked;
}

const withBitsOf = new WeakMap<Dataset, Dataset>();

/** The same images, whose targets are the labels' four binary digits, ones first. */
function withBits(data: Dataset): Dataset {
  const known = withBitsOf.get(data);
  if (known !== undefined || data.targets.kind !== "classes") return known ?? data;
  const { name, shape, features, scale, targets, preparation } = data;
  const values = Float32Array.from({ length: 4 * data.count }, (_, i) => (targets.labels[i >> 2]! >> (i & 3)) & 1);
  const made = new Dataset({
    ...{ name, shape, features, scale, targets: { kind: "values", values, size: 4 } },
    ...(preparation === undefined ? {} : { preparation: { inputs: preparation.inputs } }),
  });
  withBitsOf.set(data, made);
  return made;
}

/** So many of the reader's own examples, of each class its share: their first ones may be of a single class. */
function someOf(data: Dataset, count: number): Dataset {
  if (count >= data.count) return data;
  const known = parts.get(data) ?? new Map<number, Dataset>();
  parts.set(data, known);
  const part = known.get(count) ?? splitByClass(data, [count, data.count - count], { seed: 0 })[0]!;
  known.set(count, part);
  return part;
}

/**
 * The sets to be measured after each epoch: as many of each as are asked for, if it is there; of data that somebody else has
 * shuffled the first ones.
 */
export function measuredSets(
  sets: Sets,
  measured: Readonly<Partial<Record<SetName, number>>>,
  { kind }: DataChoice,
): Record<string, Dataset> {
  const take = kind === "files" ? someOf : firstOf;
  const found: Record<string, Dataset> = {};
  for (const name of ["training", "validation", "test"] as const) {
    const [data, count = 0] = [sets[name], measured[name]];
    if (data !== undefined && count > 0) found[name] = take(data, count);
  }
  return found;
}
