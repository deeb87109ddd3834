/** From `--data` to data sets: MNIST as the book divides it, or whatever else a person has. */
import { resolve } from "node:path";
import { count } from "@nndl/words/numbers";
import { validationShare } from "@nndl/words/train-defaults";
import { type Dataset, type Fold, folds, mnist, type Remark, split, splitByClass } from "nndl";
import { type RemarkContext, remarksOn } from "nndl/analysis";
import {
  divideSource,
  type OpenedSource,
  openSource,
  type PictureOptions,
  type SourceOptions,
  splitNamed,
} from "nndl/sources";
import { mnistDirectory } from "./data-files.ts";
import { isGenerated, openGenerated } from "./generated-data.ts";
import type { Reading } from "./reading-progress.ts";
import { UsageError } from "./usage-error.ts";

export interface DataSets {
  /** For people: "MNIST", or the directory's path. */
  readonly name: string;
  /** "mnist", "generated:…", a full path or a URL: what opens them again from anywhere. */
  readonly source: string;
  /** What the source is, what was read of it and what was not, and what was noticed; absent where nothing was opened. */
  readonly found?: Found;
  readonly training: Dataset;
  readonly validation?: Dataset;
  readonly test: Dataset;
  /** How it was cut into these, which is needed to cut it alike again. */
  readonly cut?: Cut;
  /** What was done to the training file, for people; absent where all of it is trained on. */
  readonly divided?: string;
}

/**
 * How examples are chosen: by chance, so that each class has its proportion, whatever the seed of a run; or in the order of the
 * file, as the book cuts MNIST, and as runs of earlier versions cut everything.
 */
export type Cut = "by class" | "in order";

/** Of all runs the same, so that those of several seeds are measured on the same examples. */
const cutSeed = 0;

/** How data were cut, for what is kept of a run: in order is what it is where nothing is said. */
export function cutOf({ cut }: { readonly cut?: Cut | undefined }): { readonly cut?: Cut } {
  return cut === "by class" ? { cut } : {};
}

/**
 * The same, with what there is to remark on in the examples themselves.
 *
 * @param settings what is known of how they are trained on
 */
export function withRemarks(sets: DataSets, settings?: RemarkContext["settings"]): DataSets {
  const { training, validation, test } = sets;
  const found = sets.found ?? { kind: "memory", files: [], leftOut: [], remarks: [] };
  // MNIST's sets do not overlap, which need not be found out each time.
  const others = found.kind === "mnist" ? {} : { validation, test };
  const said = new Set(found.remarks.map(({ code }) => code));
  const remarks = remarksOn(training, { ...others, settings }).filter(
    ({ code }) => !(code === "data.large" && said.has("data.range")),
  );
  return { ...sets, found: { ...found, remarks: [...found.remarks, ...remarks] } };
}

/** What is known of a source besides its examples. */
export type Found = Pick<OpenedSource, "kind" | "files" | "leftOut" | "remarks" | "about">;

/** How a source is to be read, where somebody says. */
export interface ReadingRequest extends Reading {
  /** The column of a table that is to be learned. */
  readonly target?: string | undefined;
  readonly targetKind?: "classes" | "values" | undefined;
  /** Columns that are no inputs, with commas between. */
  readonly without?: string | undefined;
  /** How many characters of a text make an example. */
  readonly steps?: number | undefined;
  /** How a network's inputs are made, which is to be asked about these data. */
  readonly preparation?: SourceOptions["preparation"];
  /** How pictures become inputs. */
  readonly pictures?: PictureOptions | undefined;
  /** The same where `pictures` says nothing: as a network has them that goes on with these data. Other sources pass it over. */
  readonly likePictures?: PictureOptions | undefined;
}

export interface DataRequest extends ReadingRequest {
  readonly data?: string | undefined;
  /** Images to set aside from the training file. */
  readonly validation?: number | undefined;
  /** Whether validation images are needed, though nobody said how many. */
  readonly needsValidation?: boolean | undefined;
  /** Training images to use. */
  readonly limit?: number | undefined;
  /** By class when absent, but for MNIST and for images made by rule. */
  readonly cut?: Cut | undefined;
}

/**
 * Opens data sets. A directory that holds MNIST is recognized by its MD5 sums, and divided as the book does.
 *
 * @throws NndlError for files that are missing or malformed; UsageError when there are fewer images than asked for
 */
export async function openData(request: DataRequest): Promise<DataSets> {
  return divide(await openWhole(sourceOf(request.data), request), request);
}

/** The full name of what --data says. */
export function sourceOf(data: string | undefined): string {
  if (data === undefined || data === "mnist") return "mnist";
  if (isGenerated(data)) return data;
  const named = splitNamed(data);
  if (named !== undefined) return `${named.name}:${sourceOf(named.place)}`;
  return isUrl(data) ? data : resolve(data);
}

/** A source as it is, before anything is set aside. */
export type WholeSource = OpenedSource & { readonly source: string };

/**
 * Opens a source as it is, with nothing set aside but what the source itself does.
 *
 * @param source as {@link sourceOf} names it
 */
export async function openWhole(source: string, request: ReadingRequest = {}): Promise<WholeSource> {
  const whole = await openAny(source, request);
  if (request.pictures !== undefined && whole.kind !== "pictures")
    throw new UsageError("option.pictures", {
      received: `${Object.keys(request.pictures)
        .map((name) => `--${name}`)
        .join(", ")} for ${whole.name}`,
      expected: "options for pictures must go with a folder of pictures",
      next: "Leave them out, or give --data a folder with a subfolder for each class.",
    });
  checkTableOptions(request, whole);
  if (request.steps !== undefined && whole.kind !== "text")
    throw new UsageError("option.steps", {
      received: `--steps ${request.steps} for ${whole.name}`,
      expected: "--steps must go with a text, which it cuts into stretches",
      next: "Leave it out, or give the data as text:FILE.",
    });
  return whole;
}

/** An option that nobody reads would be taken for followed. */
function checkTableOptions({ target, without }: ReadingRequest, { kind, name }: WholeSource): void {
  const [option, value] = without === undefined ? ["target", target] : ["without", without];
  if (value === undefined || kind === "table" || (kind === "npz" && option === "target")) return;
  throw new UsageError(`option.${option}`, {
    received: `--${option} ${value} for ${name}`,
    expected: `--${option} must go with a table, whose columns it names`,
    next: "Leave it out, or give the data as a table (CSV, TSV, JSON lines).",
  });
}

async function openAny(source: string, request: ReadingRequest): Promise<WholeSource> {
  if (isGenerated(source)) return { ...unread("generated images", "generated"), ...openGenerated(source), source };
  const { cache, onProgress } = request;
  const place = source === "mnist" ? await installedMnist() : source;
  const asked = askedOf(request);
  const read = () => openSource(place, { ...asked, onProgress });
  // MNIST is read at once, and what a URL leads to may change without a sign.
  const isKept = cache !== undefined && source !== "mnist" && !isUrl(placeOf(place));
  const opened = isKept ? await cache.open(placeOf(place), { place, ...asked }, read) : await read();
  // Not copied, which would make what is made when somebody asks for it.
  return Object.assign(opened, { source });
}

/** Where a source lies whose name may be said before it. */
function placeOf(source: string): string {
  return splitNamed(source)?.place ?? source;
}

/** All that decides how a source is read. */
function askedOf(request: ReadingRequest): SourceOptions {
  const { target, targetKind, preparation, likePictures, without, steps } = request;
  const pictures = likePictures === undefined ? request.pictures : { ...likePictures, ...request.pictures };
  return { target, targetKind, preparation, pictures, steps, without: without?.split(",").map((name) => name.trim()) };
}

async function installedMnist(): Promise<string> {
  const directory = mnistDirectory();
  if (directory !== undefined) return directory;
  // It says why there is none.
  await mnist();
  return "";
}

/** A source of which there are no files to name. */
function unread(name: string, kind: string) {
  return { name, kind, files: [], leftOut: [], remarks: [] };
}

function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** How many images of MNIST's training file the book sets aside. */
const bookValidation = 10_000;

/**
 * Sets aside what is asked for, or what the book sets aside of MNIST. A table is scaled by what is left to learn from.
 *
 * @throws UsageError "option.validation", "option.limit"
 */
export function divide(whole: WholeSource, request: Omit<DataRequest, "data">): DataSets {
  const isCut = (set: Dataset | undefined): set is Dataset =>
    set !== undefined && set !== whole.test && set !== whole.validation;
  let sets: DataSets | undefined;
  const { parts, test, validation } = divideSource(whole, (training) => {
    sets = divideExamples(withTraining(whole, training), request);
    return [sets.training, sets.validation, sets.test].filter(isCut);
  });
  if (sets === undefined) throw new Error("nothing was divided");
  const validated = isCut(sets.validation) ? parts[1] : sets.validation && validation;
  return {
    ...sets,
    training: parts[0],
    ...(validated === undefined ? {} : { validation: validated }),
    test: isCut(sets.test) ? parts[parts.length - 1] : (test ?? sets.test),
  };
}

/**
 * The k divisions of cross-validation: what is to be learned from, and the fold that it is measured on. A table is prepared
 * anew for each by what is learned from alone, so that a network knows nothing of the fold that it is measured on.
 *
 * @throws UsageError "option.folds", "option.limit"
 */
export function* dividedFolds(
  whole: WholeSource,
  k: number,
  request: Omit<DataRequest, "data" | "validation">,
): Generator<Fold> {
  const foldsOf = (all: Dataset) => {
    const { training } = divideExamples(withTraining(whole, all), { ...request, validation: 0 });
    return folds(withinFolds(training, k), k, { seed: cutSeed });
  };
  if (whole.divide === undefined) yield* foldsOf(whole.training);
  else
    for (let index = 0; index < k; index++) {
      const { parts } = divideSource(whole, (all) => {
        const fold = Array.from(foldsOf(all))[index];
        return [fold.training, fold.validation];
      });
      yield { training: parts[0], validation: parts[1] };
    }
}

function withinFolds(data: Dataset, k: number): Dataset {
  if (k <= data.count) return data;
  throw new UsageError("option.folds", {
    received: String(k),
    expected: `--folds must be at most ${data.count}, the number of examples`,
    next: "Give a smaller number.",
  });
}

/** The same with other examples to learn from. A whole table's inputs are made when somebody asks for them, which nobody does here. */
function withTraining(
  { name, source, kind, files, leftOut, remarks, about, test, validation }: WholeSource,
  training: Dataset,
): WholeSource {
  return { name, source, kind, files, leftOut, remarks, about, training, test, validation };
}

function divideExamples(whole: WholeSource, request: Omit<DataRequest, "data">): DataSets {
  const isOrdered = ["mnist", "generated", "text"].includes(whole.kind);
  const cut = request.cut ?? (isOrdered ? "in order" : "by class");
  const sets = setAside(whole, { ...request, cut });
  const training = someOf(sets.training, request.limit, cut);
  const divided = describeDivision(whole, { ...sets, training }, cut);
  return { ...sets, training, cut, ...(divided === undefined ? {} : { divided }) };
}

/** What is trained on and what is set aside, where it is not just what the source has. */
function describeDivision(whole: WholeSource, { training, validation, test }: DataSets, cut: Cut): string | undefined {
  // Where there are too few to set some aside, all are for testing as well.
  const isTestCut = whole.test === undefined && test.count < whole.training.count;
  const aside = [
    ...(validation === undefined || validation === whole.validation
      ? []
      : [`${count(validation.count)} for validation`]),
    ...(isTestCut ? [`${count(test.count)} for testing`] : []),
  ];
  const left =
    whole.training.count -
    (validation === whole.validation ? 0 : (validation?.count ?? 0)) -
    (isTestCut ? test.count : 0);
  const isLimited = training.count < left;
  if (aside.length === 0 && !isLimited) return undefined;
  const used = isLimited ? [`${count(training.count)} to learn from`] : [];
  const how =
    cut === "by class"
      ? `drawn at random${training.targets.kind === "classes" ? ", each class in its proportion" : ""}`
      : isLimited && aside.length > 0
        ? "the first to learn from, the last set aside"
        : isLimited
          ? "the first"
          : "the last";
  return `of ${count(whole.training.count)}: ${[...used, ...aside].join(", ")}, ${how}`;
}

function setAside(whole: WholeSource, { validation, needsValidation, cut }: DataRequest): DataSets {
  const { name, source, kind, files, leftOut, about } = whole;
  const remarks: Remark[] = [...whole.remarks];
  const [full, test] = whole.test === undefined ? cutTest(whole.training, remarks) : [whole.training, whole.test];
  const found = { kind, files, leftOut, remarks, ...(about && { about }) };
  if (whole.validation !== undefined && validation === undefined)
    return { name, source, found, training: full, validation: whole.validation, test };
  const sixth = Math.max(1, Math.floor(full.count * validationShare));
  const aside = validation ?? (kind === "mnist" ? bookValidation : needsValidation ? sixth : 0);
  if (aside >= full.count)
    throw new UsageError("option.validation", {
      received: String(aside),
      expected: `--validation must leave some of the ${full.count} examples to train on`,
      next: `Give at most ${full.count - 1}.`,
    });
  if (aside === 0) return { name, source, found, training: full, test };
  const sizes = [full.count - aside, aside] as const;
  const [training, rest] = cut === "in order" ? split(full, sizes) : splitByClass(full, sizes, { seed: cutSeed });
  return { name, source, found, training, validation: rest, test };
}

/** With as many there need not be one of each class. */
const enoughToTest = 10;

/** A sixth to be tested on; where there are few examples, one of each class if possible, and where there are too few, all. */
function cutTest(all: Dataset, remarks: Remark[]): readonly [Dataset, Dataset] {
  const { count: there, targets } = all;
  const sixth = there - Math.round((1 - validationShare) * there);
  const classes = targets.kind === "classes" ? new Set(targets.labels).size : 2;
  if (sixth >= Math.min(classes, enoughToTest)) return splitByClass(all, [there - sixth, sixth], { seed: cutSeed });
  const aside = Math.min(classes, Math.floor(there / 2));
  const isEnough = aside >= classes;
  const few = there === 1 ? "There is only 1 example" : `There are only ${there} examples`;
  remarks.push({
    code: "data.small",
    what: isEnough
      ? `${few}: ${aside} of them were set aside for testing, which says little.`
      : `${few}, too few to set some aside for testing: what is measured is what is learned from.`,
    next: "Give more examples, a test set of their own, or use --folds, which measures each of them once.",
  });
  return isEnough ? splitByClass(all, [there - aside, aside], { seed: cutSeed }) : [all, all];
}

function someOf(training: Dataset, limit: number | undefined, cut: Cut): Dataset {
  if (limit === undefined) return training;
  if (limit > training.count)
    throw new UsageError("option.limit", {
      received: String(limit),
      expected: `--limit must be at most ${training.count}, the number of training examples there are`,
      next: "Give a smaller number, or leave it out to use them all.",
    });
  if (cut === "in order" || limit === training.count) return training.take(limit);
  return splitByClass(training, [limit], { seed: cutSeed })[0];
}
