/** From `--data` to data sets: MNIST as the book divides it, or any other IDX files. */
import { resolve } from "node:path";
import { validationShare } from "@nndl/words/train-defaults";
import { type Dataset, idxDirectory, type Mnist, mnist, NndlError, split } from "nndl";
import { isGenerated, openGenerated } from "./generated-data.ts";
import { UsageError } from "./usage-error.ts";

export interface DataSets {
  /** For people: "MNIST", or the directory's path. */
  readonly name: string;
  /** "mnist", "generated:…", a full path or a URL: what opens them again from anywhere. */
  readonly source: string;
  readonly training: Dataset;
  readonly validation?: Dataset;
  readonly test: Dataset;
}

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
  const source = sourceOf(request.data);
  const whole = await openWhole(source);
  const divided = divide(whole, request);
  return { ...divided, training: firstOf(divided.training, request.limit) };
}

/** The full name of what --data says. */
export function sourceOf(data: string | undefined): string {
  if (data === undefined || data === "mnist") return "mnist";
  if (isGenerated(data)) return data;
  return /^https?:\/\//i.test(data) ? data : resolve(data);
}

interface Whole {
  readonly name: string;
  readonly source: string;
  /** All of the training file. */
  readonly full: Dataset;
  readonly test: Dataset;
  /** How many images go to validation when nobody says. */
  readonly usualValidation: number;
}

async function openWhole(source: string): Promise<Whole> {
  if (isGenerated(source)) {
    const { training, test } = openGenerated(source);
    return { name: "generated images", source, full: training, test, usualValidation: 0 };
  }
  const digits = await openMnist(source);
  if (digits !== undefined)
    return { name: "MNIST", source, full: digits.full, test: digits.test, usualValidation: 10_000 };
  const { training, test } = await idxDirectory(source);
  return { name: source, source, full: training, test, usualValidation: 0 };
}

async function openMnist(source: string): Promise<Mnist | undefined> {
  if (source === "mnist") return mnist();
  try {
    return await mnist({ from: source });
  } catch (error) {
    if (error instanceof NndlError && error.code === "mnist.md5") return undefined;
    throw error;
  }
}

function divide(whole: Whole, { validation, needsValidation }: DataRequest): DataSets {
  const { name, source, full, test, usualValidation } = whole;
  const sixth = Math.max(1, Math.floor(full.count * validationShare));
  const aside = validation ?? (usualValidation || (needsValidation ? sixth : 0));
  if (aside >= full.count)
    throw new UsageError("option.validation", {
      received: String(aside),
      expected: `--validation must leave some of the ${full.count} images to train on`,
      next: `Give at most ${full.count - 1}.`,
    });
  if (aside === 0) return { name, source, training: full, test };
  const [training, rest] = split(full, [full.count - aside, aside]);
  return { name, source, training, validation: rest, test };
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
