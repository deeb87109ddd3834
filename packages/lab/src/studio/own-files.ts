/** The reader's own files: which is which, and what each of them is worth. */
import { count } from "@nndl/words/numbers";
import { NndlError } from "nndl";
import { parseIdx } from "nndl/formats";
import { fileKind } from "../training/file-kind.ts";
import type { IdxFiles } from "../training/given-files.ts";
import { unpackIdx } from "../training/unpack-idx.ts";
import type { DataShape } from "./draft.ts";

/** A file as it was given: its name, with the folders that it lies in where these are known. */
export interface GivenFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Images, each with the name of its class. */
export interface LabelledImage extends GivenFile {
  readonly label: string;
}

/** Files sorted into what they are good for. */
export type Sorted =
  | { readonly kind: "idx"; readonly files: IdxFiles; readonly shape: DataShape; readonly about: string }
  | { readonly kind: "images"; readonly images: readonly LabelledImage[]; readonly names: readonly string[] };

/**
 * Finds out what files are by what is in them, not by what they are called; only which of two IDX files is for testing is
 * told from their names.
 *
 * @throws NndlError "files.kind" for what is of no use, and says what it is; "files.labels" for images of one class
 */
export async function sorted(files: readonly GivenFile[]): Promise<Sorted> {
  if (files.length === 0)
    throw new NndlError("files.none", {
      problem: "there are no files to learn from",
      next: "Choose IDX files, or images in a folder for each class.",
    });
  const images = files.filter(({ bytes }) => isImage(bytes));
  if (images.length > 0) return sortedImages(images);
  return sortedIdx(files);
}

function isImage(bytes: Uint8Array): boolean {
  return /image$/.test(fileKind(bytes));
}

function sortedImages(images: readonly GivenFile[]): Sorted {
  const labelled = images.map((file) => ({ ...file, label: labelOf(file.path) }));
  const names = [...new Set(labelled.map(({ label }) => label))].sort((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  if (names.length < 2 || names.length > 1000)
    throw new NndlError("files.labels", {
      received: names.length === 1 ? `${images.length} images of one class, ${names[0]}` : `${names.length} classes`,
      expected: "images must be of 2 to 1,000 classes",
      next: "Put them into a folder for each class, or begin their names with it: cat-1.png, dog-1.png.",
    });
  return { kind: "images", images: labelled, names };
}

/** The folder that an image lies in; without one, what its name begins with. */
export function labelOf(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  const folder = parts.at(-2);
  // The uppermost folder is the one that was chosen, and holds all of them.
  if (parts.length > 2 && folder !== undefined) return folder;
  const name = (parts.at(-1) ?? "").replace(/\.\w+$/, "");
  return /^([\p{L}]+|\d+)(?=[-_ .(]|\d|$)/u.exec(name)?.[1] ?? name;
}

interface IdxFile extends GivenFile {
  readonly extents: readonly number[];
  readonly isForTesting: boolean;
}

async function sortedIdx(files: readonly GivenFile[]): Promise<Sorted> {
  const read = await Promise.all(files.map(readIdx));
  const isLabels = ({ extents }: IdxFile) => extents.length === 1;
  const one = (what: string, found: readonly IdxFile[], needed: boolean) => {
    if (found.length === 1 || (found.length === 0 && !needed)) return found[0];
    throw new NndlError("files.kind", {
      received: found.length === 0 ? "none" : `${found.length}: ${found.map(({ path }) => path).join(", ")}`,
      expected: `there must be one file of ${what}`,
      next: "Give train-images and train-labels, and t10k-images and t10k-labels to test with.",
    });
  };
  const images = one(
    "images to learn from",
    read.filter((file) => !isLabels(file) && !file.isForTesting),
    true,
  )!;
  const labels = one(
    "labels to learn from",
    read.filter((file) => isLabels(file) && !file.isForTesting),
    true,
  )!;
  const testImages = one(
    "images to test with",
    read.filter((file) => !isLabels(file) && file.isForTesting),
    false,
  );
  const testLabels = one(
    "labels to test with",
    read.filter((file) => isLabels(file) && file.isForTesting),
    testImages !== undefined,
  );
  const [examples, ...extents] = images.extents;
  const input = extents.length === 2 ? [1, ...extents] : extents;
  const values = parseIdx(labels.bytes, labels.path).values;
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  const classes = !(values instanceof Float32Array || values instanceof Float64Array);
  return {
    kind: "idx",
    files: {
      images: images.bytes,
      labels: labels.bytes,
      ...(testImages === undefined || testLabels === undefined
        ? {}
        : { testImages: testImages.bytes, testLabels: testLabels.bytes }),
    },
    shape: { input, outputs: classes ? most + 1 : values.length / examples!, classes },
    about: `${count(examples!)} examples of ${input.join(" × ")}${testImages === undefined ? ", the last sixth of them to test with" : `, ${count(testImages.extents[0]!)} to test with`}`,
  };
}

async function readIdx({ path, bytes }: GivenFile): Promise<IdxFile> {
  const content = await unpackIdx(bytes, path);
  const rank = content[3] ?? 0;
  if (
    content[0] !== 0 ||
    content[1] !== 0 ||
    rank < 1 ||
    rank > 4 ||
    content.length < 4 + 4 * rank ||
    fileKind(content).startsWith("a safetensors")
  )
    throw new NndlError("files.kind", {
      received: `${path}, which is ${fileKind(content)}`,
      expected: "data must be IDX files, as MNIST's are, or PNG or JPEG images",
      next: "Give the IDX files of a data set, or images in a folder for each class.",
    });
  const view = new DataView(content.buffer, content.byteOffset);
  const extents = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const name = path.split("/").at(-1) ?? path;
  return { path, bytes: content, extents, isForTesting: /t10k|test/i.test(name) };
}
