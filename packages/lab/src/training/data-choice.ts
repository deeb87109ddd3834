import { present } from "@nndl/words/present";
import { finite, oneOf, text } from "nndl/check";
import { checkSeed } from "nndl/random";
import type { NamedSource } from "nndl/sources";
import { fieldsOf, refuse, wholeIn } from "./check.ts";
import { checkFeatures, type FeatureName, featureNames, usualFeatures } from "./features.ts";
import { imagesBelow } from "./mnist-images.ts";
import { checkPainted, mostPainted, type PaintedPoints } from "./painted.ts";
import type { ReadingOptions } from "./read-source.ts";
import { type ToyName, toyNames } from "./toy-names.ts";

/** The digits: how many of the first images of each set; all when absent, and no validation images. */
export interface MnistChoice {
  readonly kind: "mnist";
  readonly training?: number;
  readonly validation?: number;
  readonly test?: number;
  /** Only the digits below this: 2 for zeros and ones, of which there are fewer; all ten when absent. */
  readonly digits?: number;
  /** "bits": the label's four binary digits, ones first, as values for four outputs; the ten classes when absent. */
  readonly targets?: "bits";
}

/** Points of the plane in some classes, made from a seed. */
export interface ToyChoice {
  readonly kind: "toy";
  readonly name: ToyName;
  /** Points altogether; 400 when absent. */
  readonly count?: number;
  /** How blurred they are: a standard deviation, in units of the plane's half width; 0.1 when absent. */
  readonly noise?: number;
  /** 0 when absent. */
  readonly seed?: number;
  /** The share of the points that is kept for testing; 0.25 when absent. */
  readonly testShare?: number;
  /** What the network is shown of each; x and y when absent. */
  readonly features?: readonly FeatureName[];
}

/** Points of the plane that the reader has painted. */
export interface PaintedChoice {
  readonly kind: "painted";
  readonly points: PaintedPoints;
  /** The share of the points that is kept for testing, of each class alike; 0 when absent, and then there is no test set. */
  readonly testShare?: number;
  /** Which these are; 0 when absent. */
  readonly seed?: number;
  /** What the network is shown of each; x and y when absent. */
  readonly features?: readonly FeatureName[];
}

/** Points of a function's graph: of x, or of x and y, each from 0 to 1. */
export interface FunctionChoice {
  readonly kind: "function";
  readonly formula: string;
  /** How many variables: 1 (x) when absent, or 2 (x and y). */
  readonly variables?: 1 | 2;
  /** Training points along each variable, evenly from 0 to 1; 100 when absent. Those for testing lie between them. */
  readonly samples?: number;
  /** The standard deviation of what is added to the training points; 0 when absent. */
  readonly noise?: number;
  /** Of that noise; 0 when absent. */
  readonly seed?: number;
  /** Of two variables: what the network is shown of each point; x and y when absent. */
  readonly features?: readonly FeatureName[];
}

/** The reader's own files, whose bytes are given beside the recipe. */
export interface FilesChoice {
  readonly kind: "files";
  /** What they are called. Only shown. */
  readonly name: string;
  /** How they are read, where somebody said. */
  readonly reading?: ReadingOptions;
  /** Tells the examples to learn from from any others; absent where they were never here. */
  readonly hash?: string;
}

export type DataChoice = MnistChoice | ToyChoice | PaintedChoice | FunctionChoice | FilesChoice;

/** Whether they are MNIST's images and classes as everybody knows them. */
export function isMnistItself(choice: DataChoice): choice is MnistChoice {
  return choice.kind === "mnist" && choice.targets === undefined && (choice.digits ?? 10) === 10;
}

const code = "recipe.data";
export const dataKinds = ["mnist", "toy", "painted", "function", "files"] as const;

/** The most points that are made. */
export const mostPoints = 100_000;

/** The most columns of a table that are left out. */
const mostColumns = 1000;

const known = {
  mnist: ["kind", "training", "validation", "test", "digits", "targets"],
  toy: ["kind", "name", "count", "noise", "seed", "testShare", "features"],
  painted: ["kind", "points", "testShare", "seed", "features"],
  function: ["kind", "formula", "variables", "samples", "noise", "seed", "features"],
  files: ["kind", "name", "reading", "hash"],
} as const;

/**
 * The same choice, with nothing left out that decides the data.
 * @throws NndlError "recipe.data", "seed"
 */
export function checkDataChoice(value: unknown): DataChoice {
  const kind = oneOf(fieldsOf(value, [...new Set(Object.values(known).flat())], code, "the data").kind, dataKinds, {
    code,
    what: "the kind of data",
  });
  const fields = fieldsOf(value, known[kind], code, `data of the kind ${kind}`);
  const whole = (name: string, usual: number, from: number, to: number) =>
    wholeIn(fields[name] ?? usual, from, to, code, `data: ${name}`);
  const real = (name: string, usual: number, from: number, to: number) =>
    finite(fields[name] ?? usual, { code, what: `data: ${name}` }, { min: from, max: to });
  const features = checkFeatures(fields.features ?? usualFeatures);
  switch (kind) {
    case "mnist": {
      const digits = whole("digits", 10, 2, 10);
      const most = imagesBelow(digits);
      const training = whole("training", most.training, 1, digits < 10 ? most.training : 60_000);
      // Beyond 50,000 the validation images themselves are trained on.
      const validation = whole("validation", 0, 0, most.validation);
      if (training > 50_000 && validation > 0)
        refuse(code, "more than 50,000 training images leave none for validation", validation, "Leave it at 0.");
      const test = whole("test", most.test, 1, most.test);
      const chosen = { kind, training, validation, test, ...(digits < 10 ? { digits } : {}) };
      if (fields.targets === undefined) return chosen;
      return {
        ...chosen,
        targets: oneOf(fields.targets, ["bits"], { code, what: "data: targets" }),
      };
    }
    case "toy": {
      const name = oneOf(fields.name, toyNames, { code, what: "data: name" });
      const count = whole("count", 400, 8, mostPoints);
      const noise = real("noise", 0.1, 0, 1);
      return {
        kind,
        name,
        count,
        noise,
        seed: checkSeed(fields.seed ?? 0),
        testShare: real("testShare", 0.25, 0, 0.9),
        features,
      };
    }
    case "painted":
      return {
        kind,
        points: checkPainted(fields.points),
        testShare: real("testShare", 0, 0, 0.9),
        seed: checkSeed(fields.seed ?? 0),
        features,
      };
    case "function": {
      const formula = text(fields.formula, { code, what: "data: formula" }, 500);
      const variables = whole("variables", 1, 1, 2) as 1 | 2;
      const samples = whole("samples", 100, 2, variables === 1 ? mostPoints : 300);
      const points = { variables, samples, noise: real("noise", 0, 0, 10), seed: checkSeed(fields.seed ?? 0) };
      if (variables === 2) return { kind, formula, ...points, features };
      if (fields.features !== undefined)
        refuse(code, "a function of x alone has no features", fields.features, "Leave them out.");
      return { kind, formula, ...points };
    }
    case "files": {
      const name = text(fields.name, { code, what: "data: name" }, 200);
      const reading = checkReading(fields.reading ?? {});
      const { hash } = fields;
      if (hash !== undefined && (typeof hash !== "string" || !/^[\da-f]{32}$/.test(hash)))
        refuse(code, "the hash of files must be 32 hexadecimal digits", hash, "Leave it out.");
      return {
        ...{ kind, name },
        ...(Object.keys(reading).length === 0 ? {} : { reading }),
        ...(hash === undefined ? {} : { hash: hash as string }),
      };
    }
  }
}

/** How files are read. Whether files can be read so is said by whoever reads them. */
function checkReading(value: unknown): ReadingOptions {
  const fields = fieldsOf(value, ["pictures", "target", "targetKind", "without", "named"], code, "how files are read");
  const one = <const T extends string>(each: unknown, choices: readonly T[], what: string): T =>
    oneOf(each, choices, { code, what });
  const given = <T>(each: unknown, read: (each: unknown) => T): T | undefined =>
    each === undefined ? undefined : read(each);
  const side = (each: unknown) => wholeIn(each, 1, 4096, code, "the size of pictures");
  const pictures = given(fields.pictures, (each) => {
    const of = fieldsOf(each, ["size", "channels", "polarity", "fit"], code, "how pictures are read");
    return present({
      size: given(of.size, (size) => {
        const { width, height } = fieldsOf(size, ["width", "height"], code, "the size of pictures");
        return { width: side(width), height: side(height) };
      }),
      channels: given(of.channels, (channels) => wholeIn(channels, 1, 3, code, "the channels of pictures") as 1 | 3),
      polarity: given(of.polarity, (polarity) => one(polarity, ["ink", "light"], "the polarity of pictures")),
      fit: given(of.fit, (fit) => one(fit, ["contain", "mnist", "exact"], "how pictures are fitted")),
    });
  });
  return present({
    pictures,
    target: given(fields.target, (target) => text(target, { code, what: "the column to learn" }, 200)),
    targetKind: given(fields.targetKind, (kind) => one(kind, ["classes", "values"], "what a target is")),
    without: given(fields.without, (without) => {
      if (!Array.isArray(without) || without.length > mostColumns)
        refuse(code, `the columns to leave out must be a list of at most ${mostColumns}`, without, "Leave it out.");
      return (without as unknown[]).map((column) => text(column, { code, what: "a column to leave out" }, 200));
    }),
    named: given(fields.named, (named) => text(named, { code, what: "the name of a data set" }, 40) as NamedSource),
  });
}

/** About how many bytes the examples take, to foretell memory; those of files are known when they are read. */
export function bytesOfData(choice: DataChoice): number {
  switch (choice.kind) {
    case "mnist":
      return ((choice.training ?? 50_000) + (choice.validation ?? 0) + (choice.test ?? 10_000)) * 784;
    case "toy":
      return (choice.count ?? 400) * 4 * (2 + featureNames.length);
    case "painted":
      return mostPainted * 4 * (2 + featureNames.length);
    case "function":
      return 2 * (choice.samples ?? 100) ** (choice.variables ?? 1) * 4 * (3 + featureNames.length);
    case "files":
      return 0;
  }
}
