/** How the inputs of a data set were made from what people have, and what its targets stand for. Plain JSON. */
import { array, finite, knownKeys, oneOf, plainObject, positiveInteger, text, type Where } from "../check.ts";
import { NndlError, show } from "../errors.ts";

/**
 * How inputs are made, and what outputs mean: what must be known to ask a network about something that was not in its data
 * set. It belongs to a data set, goes with it into the network that learns from it, and is part of that network's file.
 */
export interface Preparation {
  /** How an input is made. */
  readonly inputs: ImageInputs | TableInputs | TextInputs;
  /** What an output means; absent where nobody knows. */
  readonly targets?: ClassNames | ValueScales | undefined;
}

/** Inputs that are pictures: channels × height × width. */
export interface ImageInputs {
  readonly kind: "images";
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
  /** What a large number means: "light", as a picture's file has it, or "ink", where pictures dark on light were turned round. */
  readonly polarity: "light" | "ink";
  /**
   * How a picture of another size gets this one: "mnist" finds what is written and centres it by its mass, as MNIST's
   * images are; "contain" scales all of it to fit and fills the rest with its background; "exact" refuses it.
   */
  readonly fit: "mnist" | "contain" | "exact";
  /** What a byte from 0 to 255 is multiplied by. */
  readonly scale: number;
}

/** Inputs that are rows of a table: its columns in their order, each as one number or as several; or numbers made of these. */
export interface TableInputs {
  readonly kind: "table";
  readonly columns: readonly TableColumn[];
  /** What the inputs are, where they are not the columns themselves. All columns are numbers then. */
  readonly made?: readonly MadeInput[] | undefined;
}

/**
 * An input that is made of columns, less their mean and in deviations: their product, "product", or the sine of π times it,
 * "sine". The product of a column with itself is its square, that of one alone is the column.
 */
export interface MadeInput {
  readonly kind: "product" | "sine";
  /** The names of columns. */
  readonly of: readonly string[];
}

/** One column of a table, without the target's. */
export type TableColumn = NumberColumn | WordColumn;

/** A column of numbers: the input is (x − mean) / deviation. */
export interface NumberColumn {
  readonly kind: "number";
  readonly name: string;
  readonly mean: number;
  readonly deviation: number;
}

/** A column of words: as many inputs as there are words, 1 at the place of its own and 0 elsewhere. */
export interface WordColumn {
  readonly kind: "words";
  readonly name: string;
  readonly words: readonly string[];
}

/** Inputs that are characters of a text, a stretch at a time: each is its place in the alphabet. */
export interface TextInputs {
  readonly kind: "text";
  /** Single characters, each once. */
  readonly alphabet: readonly string[];
  /** Characters in a stretch. */
  readonly steps: number;
}

/** The names of classes, by their numbers. */
export interface ClassNames {
  readonly kind: "classes";
  /** What they are classes of, where that has a name: the column of a table. */
  readonly name?: string | undefined;
  readonly names: readonly string[];
}

/** The values that outputs stand for: value = output × deviation + mean, in the units that the target came in. */
export interface ValueScales {
  readonly kind: "values";
  readonly columns: readonly NumberColumn[];
}

/** The most columns, words or names that are taken. */
const most = 1_000_000;
const longest = 1000;
const mostFactors = 16;

/**
 * Checks a description of how inputs are made; what comes back shares nothing with what was given.
 *
 * @throws NndlError "preparation"
 */
export function checkPreparation(value: unknown): Preparation {
  const fields = fieldsOf(value, ["inputs", "targets"], "how inputs are made");
  const inputs = checkInputs(fields.inputs);
  return { inputs, ...(fields.targets === undefined ? {} : { targets: checkTargets(fields.targets) }) };
}

/** The number of inputs that a description makes. */
export function inputSizeOf({ inputs }: Preparation): number {
  if (inputs.kind === "images") return inputs.channels * inputs.height * inputs.width;
  if (inputs.kind === "text") return inputs.steps;
  if (inputs.made !== undefined) return inputs.made.length;
  return inputs.columns.reduce((sum, column) => sum + (column.kind === "words" ? column.words.length : 1), 0);
}

/** Refuses a description that does not belong to inputs and targets of these sizes. @throws NndlError "preparation" */
export function checkFitting(
  preparation: Preparation,
  size: number,
  targets: { readonly kind: "classes" | "values"; readonly size: number } | undefined,
): void {
  const made = inputSizeOf(preparation);
  if (made !== size) refuse("how inputs are made", `what makes ${size} numbers`, `what makes ${made}`);
  const meant = preparation.targets;
  if (meant === undefined || targets === undefined) return;
  const named = meant.kind === "classes" ? meant.names.length : meant.columns.length;
  if (meant.kind !== targets.kind || named !== targets.size)
    refuse("what outputs mean", `${targets.size} ${targets.kind}`, `${named} ${meant.kind}`);
}

function checkInputs(value: unknown): Preparation["inputs"] {
  const where = about("the inputs");
  const kind = oneOf(plainObject(value, where).kind, ["images", "table", "text"], about("the kind of the inputs"));
  if (kind === "text") {
    const given = fieldsOf(value, ["kind", "alphabet", "steps"], where.what);
    const alphabet = distinct(list(given.alphabet, "the alphabet"), "a character of the alphabet");
    const wrong = alphabet.find((character) => [...character].length !== 1);
    if (wrong !== undefined) refuse("a character of the alphabet", "a single one", show(wrong));
    return { kind, alphabet, steps: positiveInteger(given.steps, about("the steps"), 2 ** 20) };
  }
  if (kind === "table") {
    const table = fieldsOf(value, ["kind", "columns", "made"], where.what);
    const columns = list(table.columns, "the columns").map(checkColumn);
    return { kind, columns, ...(table.made === undefined ? {} : { made: checkMade(table.made, columns) }) };
  }
  const fields = fieldsOf(value, ["kind", "channels", "height", "width", "polarity", "fit", "scale"], where.what);
  if (fields.channels !== 1 && fields.channels !== 3) refuse("the channels", "1 or 3", show(fields.channels));
  return {
    kind,
    channels: fields.channels as 1 | 3,
    height: positiveInteger(fields.height, about("the height"), 65_535),
    width: positiveInteger(fields.width, about("the width"), 65_535),
    polarity: oneOf(fields.polarity, ["light", "ink"], about("the polarity")),
    fit: oneOf(fields.fit, ["mnist", "contain", "exact"], about("the fit")),
    scale: finite(fields.scale, about("the scale"), { above: 0 }),
  };
}

function checkTargets(value: unknown): Preparation["targets"] {
  const where = about("the targets");
  const kind = oneOf(plainObject(value, where).kind, ["classes", "values"], about("the kind of the targets"));
  const fields = fieldsOf(value, kind === "classes" ? ["kind", "name", "names"] : ["kind", "columns"], where.what);
  if (kind === "classes") {
    const names = distinct(list(fields.names, "the classes"), "the name of a class");
    if (fields.name === undefined) return { kind, names };
    return { kind, name: text(fields.name, about("what the classes are of"), longest), names };
  }
  const columns = list(fields.columns, "the target's columns").map(checkColumn);
  const wrong = columns.find((column) => column.kind !== "number");
  if (wrong !== undefined)
    refuse("a target that is a value", "a column of numbers", `the words of ${show(wrong.name)}`);
  return { kind, columns: columns as NumberColumn[] };
}

function checkColumn(value: unknown): TableColumn {
  const kind = oneOf(plainObject(value, about("a column")).kind, ["number", "words"], about("the kind of a column"));
  const fields = fieldsOf(
    value,
    kind === "number" ? ["kind", "name", "mean", "deviation"] : ["kind", "name", "words"],
    "a column",
  );
  const name = text(fields.name, about("the name of a column"), longest);
  if (kind === "words") return { kind, name, words: distinct(list(fields.words, "the words of a column"), "a word") };
  return {
    kind,
    name,
    mean: finite(fields.mean, about(`column ${show(name)}: the mean`)),
    deviation: finite(fields.deviation, about(`column ${show(name)}: the deviation`), { above: 0 }),
  };
}

function checkMade(value: unknown, columns: readonly TableColumn[]): readonly MadeInput[] {
  const words = columns.find(({ kind }) => kind === "words");
  if (words !== undefined) refuse("columns of which inputs are made", "numbers", `the words of ${show(words.name)}`);
  return list(value, "the inputs made of columns").map((each) => {
    const what = "an input made of columns";
    const fields = fieldsOf(each, ["kind", "of"], what);
    const of = list(fields.of, "the columns of an input").map((name) => {
      const named = text(name, about("a column of an input"), longest);
      if (!columns.some((column) => column.name === named)) refuse("a column of an input", "there", show(named));
      return named;
    });
    if (of.length > mostFactors) refuse("the columns of an input", `at most ${mostFactors}`, `${of.length}`);
    return { kind: oneOf(fields.kind, ["product", "sine"], about(what)), of };
  });
}

function list(value: unknown, what: string): readonly unknown[] {
  const items = array(value, about(what));
  if (items.length === 0 || items.length > most) refuse(what, `1 to ${most}`, `${items.length}`);
  return items;
}

function distinct(values: readonly unknown[], what: string): readonly string[] {
  const words = values.map((value) => text(value, about(what), longest));
  const twice = words.find((word, i) => words.indexOf(word) < i);
  if (words.length <= 1000 ? twice !== undefined : new Set(words).size < words.length)
    refuse(what, "there only once", `${show(twice ?? "one")} twice`);
  return words;
}

function fieldsOf(value: unknown, known: readonly string[], what: string): Record<string, unknown> {
  const fields = plainObject(value, about(what));
  knownKeys(fields, known, about(what));
  return fields;
}

function about(what: string): Where {
  return { code: "preparation", what };
}

function refuse(what: string, expected: string, received: string): never {
  throw new NndlError("preparation", {
    received,
    expected: `${what} must be ${expected}`,
    next: "Correct the description of how inputs are made, or leave it out.",
  });
}
