/** Finding and reading the four files of a data set in IDX: images and labels, for training and for testing. */
import { platform } from "#platform";
import type { Bytes } from "../bytes.ts";
import { NndlError, show } from "../errors.ts";
import { gunzip } from "./gunzip.ts";
import { idxLength } from "./idx.ts";

/** One of the four files, and the beginnings that its name may have, the usual one first. */
const FILES = {
  trainingImages: ["train-images"],
  trainingLabels: ["train-labels"],
  testImages: ["t10k-images", "test-images"],
  testLabels: ["t10k-labels", "test-labels"],
} as const;

export type IdxFileName = keyof typeof FILES;

/** A file's content, unpacked, and where it came from. */
export interface IdxFile {
  readonly location: string;
  readonly bytes: Bytes;
}

/** How many bytes a file must have, by its beginning; undefined as long as that does not tell. */
export type LengthOf = (file: IdxFileName, beginning: Uint8Array, location: string) => number | undefined;

/**
 * Reads the four files from a directory, or from under a URL that begins with http, or, in a browser, from under any URL.
 *
 * @param lengthOf where unpacking stops; what the file's own header says when absent
 * @throws NndlError "idx.directory" when there is no such directory, "idx.missing" when a file is not in it, "file.read"
 *   when one cannot be read or fetched, "gzip.*" when one cannot be unpacked
 */
export async function readIdxFiles(
  from: string,
  lengthOf: LengthOf = (_, beginning) => idxLength(beginning),
): Promise<Readonly<Record<IdxFileName, IdxFile>>> {
  if (typeof from !== "string" || from === "") throw noDirectory(show(from));
  const base = from.replace(/\/+$/, "");
  const unpack: Unpack = (file, bytes, location) =>
    gunzip(bytes, location, (beginning) => lengthOf(file, beginning, location));
  const isUrl = platform.name === "browser" || /^https?:\/\//i.test(from);
  const read = isUrl ? (file: IdxFileName) => fetchFirst(base, file, unpack) : await directoryReader(from, unpack);
  const trainingImages = await read("trainingImages");
  const trainingLabels = await read("trainingLabels");
  const testImages = await read("testImages");
  const testLabels = await read("testLabels");
  return { trainingImages, trainingLabels, testImages, testLabels };
}

type Unpack = (file: IdxFileName, bytes: Bytes, location: string) => Promise<Bytes>;

async function directoryReader(directory: string, unpack: Unpack): Promise<(file: IdxFileName) => Promise<IdxFile>> {
  const names = await platform.listDirectory(directory);
  if (names === undefined) throw noDirectory(directory);
  return async (file) => {
    const beginnings: readonly string[] = FILES[file];
    // Names come sorted, so that of two copies the unpacked one, which is shorter by ".gz", is taken.
    const found = names.find((name) => beginnings.some((beginning) => name.startsWith(beginning)));
    if (found === undefined)
      throw new NndlError("idx.missing", {
        problem: `${directory} has no file whose name begins with ${beginnings.join(" or ")}: ${names.length === 0 ? "it is empty" : `it has ${names.slice(0, 8).join(", ")}`}`,
        next: "Give the directory that holds all four IDX files, raw or gzipped.",
      });
    const location = `${directory.replace(/\/+$/, "")}/${found}`;
    return { location, bytes: await unpack(file, await platform.readBytes(location), location) };
  };
}

function noDirectory(received: string): NndlError {
  return new NndlError("idx.directory", {
    received,
    expected: "the location of a data set must be a directory",
    next: "Give the directory that holds the files train-images…, train-labels…, t10k-images… and t10k-labels….",
  });
}

/** A server cannot be asked what it has, so the usual names are tried, the smaller file first. */
async function fetchFirst(base: string, file: IdxFileName, unpack: Unpack): Promise<IdxFile> {
  const kind = file.endsWith("Images") ? "idx3-ubyte" : "idx1-ubyte";
  let firstFailure: unknown;
  for (const beginning of FILES[file]) {
    for (const location of [`${base}/${beginning}-${kind}.gz`, `${base}/${beginning}-${kind}`]) {
      try {
        const bytes = await platform.readBytes(location);
        // Many servers answer for a file that they do not have with a page, and success.
        if (bytes[0] === 0x1f || bytes[0] === 0) return { location, bytes: await unpack(file, bytes, location) };
      } catch (error) {
        firstFailure ??= error;
        if (error instanceof NndlError && error.code !== "file.read") throw error;
      }
    }
  }
  throw (
    firstFailure ??
    new NndlError("idx.missing", {
      problem: `${base} gives no IDX file ${FILES[file][0]}-${kind}, raw or gzipped, but something else, probably a web page`,
      next: "Check the address and that the four files are there.",
    })
  );
}
