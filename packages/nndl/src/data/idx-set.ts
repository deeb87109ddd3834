/** A whole data set in IDX files, read: the one way for `idxDirectory`, `mnist` and the sources. */
import type { Remark } from "../remarks.ts";
import type { Dataset } from "./dataset.ts";
import { type IdxFiles, type ReadIdxOptions, readIdxFiles } from "./idx-files.ts";
import { type IdxPair, type IdxPartsOptions, idxParts } from "./idx-parts.ts";
import { compareWithMnist, mnistPreparation } from "./mnist-files.ts";
import type { LeftOut, SourceFile, UsedFile } from "./source-file.ts";

/** The parts that there are, and what is to be said of them. */
export interface IdxSet {
  readonly training: Dataset;
  readonly validation: Dataset | undefined;
  readonly test: Dataset | undefined;
  /** Whether it is MNIST, to the last byte. */
  readonly isMnist: boolean;
  /** What a byte of a picture is multiplied by to be an input; undefined where inputs are no pixels, or somebody says what they are. */
  readonly byteScale: number | undefined;
  readonly files: readonly UsedFile[];
  readonly leftOut: readonly LeftOut[];
  readonly remarks: readonly Remark[];
}

/**
 * Reads a data set; one that is MNIST's to the last byte is called so.
 *
 * @throws NndlError "idx.*", "gzip.*", "file.read", "dataset.*"
 */
export async function readIdxSet(
  files: readonly SourceFile[],
  options: ReadIdxOptions & IdxPartsOptions,
): Promise<IdxSet> {
  return idxSetOf(await readIdxFiles(files, options), options);
}

/** The data set of files that were read. */
export function idxSetOf(found: IdxFiles, { name, ...options }: { readonly name: string } & IdxPartsOptions): IdxSet {
  const comparison = compareWithMnist(found.contents);
  const known = comparison.isMnist
    ? { name: "MNIST", options: { ...options, classes: 10, preparation: mnistPreparation } }
    : { name, options };
  const names = (["training", "validation", "test"] as const).filter(
    (part) => found.contents[`${part}Images`] !== undefined,
  );
  const { parts, byteScale, remarks } = idxParts(
    names.map((part) => pairOf(found, part, known.name)),
    known.options,
  );
  const part = (wanted: (typeof names)[number]) => parts[names.indexOf(wanted)];
  return {
    training: part("training")!,
    validation: part("validation"),
    test: part("test"),
    isMnist: comparison.isMnist,
    byteScale,
    files: found.used,
    leftOut: found.leftOut,
    remarks: [...found.remarks, ...comparison.remarks, ...remarks],
  };
}

function pairOf({ contents }: IdxFiles, part: "training" | "validation" | "test", name: string): IdxPair {
  const [images, labels] = [contents[`${part}Images`]!, contents[`${part}Labels`]!];
  return {
    name: `${name} ${part}`,
    images: images.bytes,
    labels: labels.bytes,
    locations: { images: images.location, labels: labels.location },
  };
}
