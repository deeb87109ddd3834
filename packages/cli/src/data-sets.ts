/** From `--data` to data sets: MNIST as the book divides it, or whatever else a person has. */
import { resolve } from "node:path";
import { validationShare } from "@nndl/words/train-defaults";
import { type Dataset, idxDirectory, mnist, type Remark, split, splitByClass } from "nndl";
import { type OpenedSource, openSource } from "nndl/sources";
import { mnistDirectory } from "./data-files.ts";
import { isGenerated, openGenerated } from "./generated-data.ts";
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
}

/** What is known of a source besides its examples. */
export type Found = Pick<OpenedSource, "kind" | "files" | "leftOut" | "remarks">;

export interface DataRequest {
  readonly data?: string | undefined;
  /** Images to set aside from the end of the training file. */
  readonly validation?: number | undefined;
  /** Whether validation images are needed, though nobody said how many. */
  readonly needsValidation?: boolean | undefined;
  /** Training images to use. */
  readonly limit?: number | undefined;
}

/**
 * Opens data sets. A directory that holds MNIST is recognized by its MD5 sums, and divided as the book does.
 *
 * @throws NndlError for files that are missing or malformed; UsageError when there are fewer images than asked for
 */
export async function openData(request: DataRequest): Promise<DataSets> {
  return divide(await openWhole(sourceOf(request.data)), request);
}

/** The full name of what --data says. */
export function sourceOf(data: string | undefined): string {
  if (data === undefined || data === "mnist") return "mnist";
  if (isGenerated(data)) return data;
  return isUrl(data) ? data : resolve(data);
}

/** A source as it is, before anything is set aside. */
export type WholeSource = OpenedSource & { readonly source: string };

/**
 * Opens a source as it is, with nothing set aside but what the source itself does.
 *
 * @param source as {@link sourceOf} names it
 */
export async function openWhole(source: string): Promise<WholeSource> {
  if (isGenerated(source)) return { ...unread("generated images", "generated"), ...openGenerated(source), source };
  if (isUrl(source)) return { ...(await openUrl(source)), source };
  return { ...(await openSource(source === "mnist" ? await installedMnist() : source)), source };
}

async function installedMnist(): Promise<string> {
  const directory = mnistDirectory();
  if (directory !== undefined) return directory;
  // It says why there is none.
  await mnist();
  return "";
}

async function openUrl(url: string): Promise<OpenedSource> {
  const { training, test } = await idxDirectory(url);
  return { ...unread(url, "idx"), training, test };
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
 * Sets aside what is asked for, or what the book sets aside of MNIST.
 *
 * @throws UsageError "option.validation", "option.limit"
 */
export function divide(whole: WholeSource, request: Omit<DataRequest, "data">): DataSets {
  const divided = setAside(whole, request);
  return { ...divided, training: firstOf(divided.training, request.limit) };
}

function setAside(whole: WholeSource, { validation, needsValidation }: DataRequest): DataSets {
  const { name, source, kind, files, leftOut } = whole;
  const remarks: Remark[] = [...whole.remarks];
  const [full, test] =
    whole.test === undefined
      ? splitByClass(whole.training, [1 - validationShare, validationShare])
      : [whole.training, whole.test];
  const found = { kind, files, leftOut, remarks };
  if (whole.validation !== undefined && validation === undefined)
    return { name, source, found, training: full, validation: whole.validation, test };
  const sixth = Math.max(1, Math.floor(full.count * validationShare));
  const aside = validation ?? (kind === "mnist" ? bookValidation : needsValidation ? sixth : 0);
  if (aside >= full.count)
    throw new UsageError("option.validation", {
      received: String(aside),
      expected: `--validation must leave some of the ${full.count} images to train on`,
      next: `Give at most ${full.count - 1}.`,
    });
  if (aside === 0) return { name, source, found, training: full, test };
  const [training, rest] = split(full, [full.count - aside, aside]);
  return { name, source, found, training, validation: rest, test };
}

function firstOf(training: Dataset, limit: number | undefined): Dataset {
  if (limit === undefined) return training;
  if (limit > training.count)
    throw new UsageError("option.limit", {
      received: String(limit),
      expected: `--limit must be at most ${training.count}, the number of training images there are`,
      next: "Give a smaller number, or leave it out to use them all.",
    });
  return training.take(limit);
}
