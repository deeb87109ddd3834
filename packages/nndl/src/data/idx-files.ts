/** Finding and reading the files of a data set in IDX: images and labels, to learn from and to be tested on. */
import { platform } from "#platform";
import type { Bytes } from "../bytes.ts";
import { NndlError, show } from "../errors.ts";
import type { Remark } from "../remarks.ts";
import { gunzip } from "./gunzip.ts";
import { idxLength } from "./idx.ts";
import { filesWithRoles, type IdxRole, idxRoleNames, idxRoles } from "./idx-roles.ts";
import type { LeftOut, SourceFile, UsedFile } from "./source-file.ts";

/** A file's content, unpacked, and where it came from. */
export interface IdxFile {
  readonly location: string;
  readonly bytes: Bytes;
}

/** The files of a data set, read. */
export interface IdxFiles {
  /** Those of training always; of validation and of testing both or none. */
  readonly contents: Readonly<Partial<Record<IdxRole, IdxFile>>>;
  readonly used: readonly UsedFile[];
  readonly leftOut: readonly LeftOut[];
  readonly remarks: readonly Remark[];
}

/** How many bytes a file must have, by its beginning; undefined as long as that does not tell. */
export type LengthOf = (file: IdxRole, beginning: Uint8Array, location: string) => number | undefined;

export interface ReadIdxOptions {
  /** What errors call the source. */
  readonly name: string;
  /** What stands before the path of a file in errors. */
  readonly within?: string | undefined;
  /** Whether there must be files to test on. */
  readonly needsTest: boolean;
  /** Where unpacking stops; what the file's own header says when absent. */
  readonly lengthOf?: LengthOf | undefined;
}

/**
 * Reads the files that have a role, each once.
 *
 * @throws NndlError "idx.missing", "idx.copies" where two files for one role differ, "idx.folders", "idx.gzipped", "gzip.*", "file.read"
 */
export async function readIdxFiles(files: readonly SourceFile[], options: ReadIdxOptions): Promise<IdxFiles> {
  const found = filesWithRoles(files, options.name);
  const roles = wantedRoles(found, files, options);
  const contents: Partial<Record<IdxRole, IdxFile>> = {};
  const used: UsedFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const role of roles) {
    const chosen = await readOne(role, found.get(role)!, options);
    contents[role] = chosen.file;
    used.push({ path: chosen.path, bytes: chosen.packedBytes, role: idxRoles[role].what });
    leftOut.push(...chosen.others);
  }
  const known = new Set([...used, ...leftOut].map(({ path }) => path));
  const rest = files.filter(({ path }) => !known.has(path)).map(({ path }) => ({ path, why: "none of the IDX files" }));
  return { contents, used, leftOut: [...leftOut, ...rest], remarks: [] };
}

/** @throws NndlError "idx.missing" */
function wantedRoles(
  found: ReadonlyMap<IdxRole, SourceFile[]>,
  files: readonly SourceFile[],
  { name, needsTest }: ReadIdxOptions,
): readonly IdxRole[] {
  const wanted = idxRoleNames.filter((role) => {
    if (role.startsWith("training") || (needsTest && role.startsWith("test"))) return true;
    return (
      found.has(role.replace(/Images|Labels/, "Images") as IdxRole) ||
      found.has(role.replace(/Images|Labels/, "Labels") as IdxRole)
    );
  });
  const missing = wanted.find((role) => !found.has(role));
  if (missing === undefined) return wanted;
  const names = files.slice(0, 8).map(({ path }) => path);
  throw new NndlError("idx.missing", {
    problem: `${name} has no file whose name begins with ${idxRoles[missing].beginnings.join(" or ")}: ${names.length === 0 ? "it is empty" : `it has ${names.join(", ")}`}`,
    next: "Give the directory that holds all four IDX files, raw or gzipped.",
  });
}

interface Chosen {
  readonly file: IdxFile;
  readonly path: string;
  readonly packedBytes: number;
  readonly others: readonly LeftOut[];
}

/** The one file of a role. Of several with the same content the first is taken; damaged ones beside a good one are left out. */
async function readOne(role: IdxRole, files: readonly SourceFile[], options: ReadIdxOptions): Promise<Chosen> {
  let chosen: Chosen | undefined;
  let firstFailure: unknown;
  const others: LeftOut[] = [];
  for (const file of files) {
    try {
      const packed = await file.read();
      const location = options.within === undefined ? file.path : `${options.within}/${file.path}`;
      const unpacked = { location, bytes: await unpack(role, packed, location, options) };
      if (files.length > 1 && (unpacked.bytes[0] !== 0 || unpacked.bytes[1] !== 0)) throw noIdx(location);
      if (chosen === undefined) chosen = { file: unpacked, path: file.path, packedBytes: packed.length, others };
      else if (areEqual(chosen.file.bytes, unpacked.bytes))
        others.push({ path: file.path, why: `the same as ${chosen.path}` });
      else throw copies(role, chosen.file.location, location);
    } catch (error) {
      if (!(error instanceof NndlError) || error.code === "idx.copies" || files.length === 1) throw error;
      firstFailure ??= error;
      others.push({ path: file.path, why: `damaged: ${error.problem}` });
    }
  }
  if (chosen === undefined) throw firstFailure;
  return chosen;
}

async function unpack(role: IdxRole, packed: Bytes, location: string, { lengthOf }: ReadIdxOptions): Promise<Bytes> {
  const bytes = await gunzip(packed, location, (beginning) => (lengthOf ?? headerLength)(role, beginning, location));
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw new NndlError("idx.gzipped", {
      received: "what is gzipped again inside",
      expected: `${location}: an IDX file may be gzipped once`,
      next: "Unpack it once.",
    });
  return bytes;
}

function headerLength(_: IdxRole, beginning: Uint8Array): number | undefined {
  return idxLength(beginning);
}

function noIdx(location: string): NndlError {
  return new NndlError("idx.magic", {
    received: "other bytes",
    expected: `${location}: an IDX file must begin with the bytes 00 00`,
    next: "Get the file again.",
  });
}

function copies(role: IdxRole, one: string, other: string): NndlError {
  return new NndlError("idx.copies", {
    problem: `there are two files of ${idxRoles[role].what}, and they differ: ${one} and ${other}`,
    next: "Remove the one that does not belong to the data set.",
  });
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/**
 * The files of a directory, or the four that lie under a URL that begins with http, or, in a browser, under any URL.
 *
 * @throws NndlError "idx.directory" when there is no such directory, "idx.missing" and "file.read" for what is not under a URL
 */
export async function idxFilesAt(from: string): Promise<readonly SourceFile[]> {
  if (typeof from !== "string" || from === "") throw noDirectory(show(from));
  if (platform.name === "browser" || /^https?:\/\//i.test(from)) return idxFilesUnder(from);
  const files = (await platform.listDirectory(from)) === undefined ? undefined : await platform.listFiles(from);
  if (files === undefined) throw noDirectory(from);
  return files.map(({ path, location, size }) => ({ path, size, read: () => platform.readBytes(location) }));
}

function noDirectory(received: string): NndlError {
  return new NndlError("idx.directory", {
    received,
    expected: "the location of a data set must be a directory",
    next: "Give the directory that holds the files train-images…, train-labels…, t10k-images… and t10k-labels….",
  });
}

/** A server cannot be asked what it has, so the usual names are tried, the smaller file first. */
export async function idxFilesUnder(url: string): Promise<readonly SourceFile[]> {
  const base = url.replace(/\/+$/, "");
  const files: SourceFile[] = [];
  for (const role of ["trainingImages", "trainingLabels", "testImages", "testLabels"] as const)
    files.push(await fetchFirst(base, role));
  return files;
}

async function fetchFirst(base: string, role: IdxRole): Promise<SourceFile> {
  const kind = role.endsWith("Images") ? "idx3-ubyte" : "idx1-ubyte";
  const { beginnings } = idxRoles[role];
  let firstFailure: unknown;
  for (const beginning of beginnings) {
    for (const path of [`${beginning}-${kind}.gz`, `${beginning}-${kind}`]) {
      try {
        const bytes = await platform.readBytes(`${base}/${path}`);
        // Many servers answer for a file that they do not have with a page, and success.
        if (bytes[0] === 0x1f || bytes[0] === 0) return { path, size: bytes.length, read: async () => bytes };
      } catch (error) {
        firstFailure ??= error;
        if (!(error instanceof NndlError && error.code === "file.read")) throw error;
      }
    }
  }
  throw (
    firstFailure ??
    new NndlError("idx.missing", {
      problem: `${base} gives no IDX file ${beginnings[0]}-${kind}, raw or gzipped, but something else, probably a web page`,
      next: "Check the address and that the four files are there.",
    })
  );
}
