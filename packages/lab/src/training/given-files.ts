import { Dataset, idxDataset, NndlError, split } from "nndl";
import { fileKind } from "./file-kind.ts";
import { unpackIdx } from "./unpack-idx.ts";

/** IDX files, raw or gzipped. Without files for testing, the last sixth of the images is kept for it. */
export interface IdxFiles {
  readonly images: Uint8Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
  readonly testImages?: Uint8Array<ArrayBuffer>;
  readonly testLabels?: Uint8Array<ArrayBuffer>;
}

/** Images that the page has decoded: bytes, one image after another, of one shape. */
export interface DecodedImages {
  readonly shape: readonly [channels: number, height: number, width: number];
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly labels: readonly number[];
  readonly classes: number;
}

/** What the reader gave; the bytes are not in the recipe. */
export type GivenFiles = IdxFiles | DecodedImages;

/**
 * Data sets from what the reader gave.
 * @throws NndlError "files.kind" for files that are something else, which it names; "idx.…", "gzip.…", "dataset.…"
 */
export async function setsOfFiles(files: GivenFiles, name: string): Promise<{ training: Dataset; test?: Dataset }> {
  if ("pixels" in files) {
    const { shape, pixels, labels, classes } = files;
    const all = new Dataset({ name, shape, features: pixels, targets: { kind: "classes", labels, classes } });
    return lastSixthApart(all);
  }
  const { images, labels, testImages, testLabels } = files;
  const training = await idxSet(images, labels, name);
  if (testImages === undefined && testLabels === undefined) return lastSixthApart(training);
  if (testImages === undefined || testLabels === undefined)
    throw new NndlError("files.kind", {
      received: `only the ${testImages === undefined ? "labels" : "images"}`,
      expected: "a test set must have images and labels",
      next: "Give both files, or none: some of the training images are then kept for testing.",
    });
  const classes = training.targets.kind === "classes" ? training.targets.classes : undefined;
  return { training, test: await idxSet(testImages, testLabels, `${name}, test`, classes) };
}

function lastSixthApart(all: Dataset): { training: Dataset; test?: Dataset } {
  const kept = Math.floor(all.count / 6);
  if (kept === 0) return { training: all };
  const [training, test] = split(all, [all.count - kept, kept]);
  return { training, test };
}

async function idxSet(
  images: Uint8Array<ArrayBuffer>,
  labels: Uint8Array<ArrayBuffer>,
  name: string,
  classes?: number,
): Promise<Dataset> {
  const read = async (bytes: Uint8Array<ArrayBuffer>, what: string) => {
    const content = await unpackIdx(bytes, `${name}: ${what}`);
    if (content[0] === 0 && content[1] === 0 && content[7] !== undefined && content.length >= 8) return content;
    throw new NndlError("files.kind", {
      received: fileKind(content),
      expected: `${name}: the ${what} must be an IDX file, as MNIST's are`,
      next: "Give the four files of such a data set, or images with a folder for each class.",
    });
  };
  return idxDataset(await read(images, "images"), await read(labels, "labels"), {
    name,
    ...(classes === undefined ? {} : { classes }),
  });
}
