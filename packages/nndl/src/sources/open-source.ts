import { platform } from "#platform";
import { idxFilesUnder, nameOf, type SourceFile } from "../data/index.ts";
import { NndlError, show } from "../errors.ts";
import { fileKindOf } from "../images/index.ts";
import { countedFromOne } from "./counted-from-one.ts";
import { splitNamed } from "./named/names.ts";
import { readNamed } from "./named/read-named.ts";
import type { OpenedSource, SourceOptions } from "./opened-source.ts";
import { readers } from "./readers.ts";

/**
 * Opens a source of examples: a file, a folder, a URL, or files that one has.
 *
 * What they are is told by what is in them: the same source gives the same data sets, to the bit, in Node and in a browser.
 *
 * A well-known data set may be named before the place where its files are: "emnist-letters:my-data". Nothing is downloaded.
 *
 * @param from a path (Node); the URL that four IDX files lie under, or of one file; or files, as a browser gives them
 * @throws NndlError "source.none" where nothing is, "source.kind" for what no reader knows, and what the readers throw
 * @example
 * const { training, test, remarks } = await openSource("my-data");
 */
export async function openSource(
  from: string | readonly SourceFile[],
  options: SourceOptions = {},
): Promise<OpenedSource> {
  const { place, named } = typeof from === "string" ? placeOf(from, options) : { place: from, named: options.named };
  const files = typeof place === "string" ? await filesAt(place) : place;
  const name = options.name ?? (typeof place === "string" ? place : "the given files");
  if (files.length === 0)
    throw new NndlError("source.none", {
      problem: `${name} has no files`,
      next: "Give a file, or a folder that has some.",
    });
  if (named !== undefined) return withRemarks(await readNamed(files, { ...options, name, named }));
  try {
    return withRemarks(await readUnnamed(files, { ...options, name }));
  } catch (error) {
    throw typeof place === "string" ? orAsText(error, files, place) : error;
  }
}

async function readUnnamed(
  files: readonly SourceFile[],
  options: SourceOptions & { readonly name: string },
): Promise<OpenedSource> {
  for (const reader of readers) if (await reader.recognizes(files)) return reader.read(files, options);
  throw new NndlError("source.kind", {
    received:
      files.length === 1
        ? await described(files[0]!)
        : `${files.length} files, among them ${files.slice(0, 3).map(nameOf).join(", ")}`,
    expected: `${options.name} must be ${readers.map(({ what }) => what).join("; or ")}`,
    next: "Give one of these.",
  });
}

/** A text is not guessed, as prose can be a table by chance; who meant one is told how to say so. */
function orAsText(error: unknown, files: readonly SourceFile[], place: string): unknown {
  if (!(error instanceof NndlError) || files.length > 1 || !/\.(txt|text|md)$/i.test(files[0]!.path)) return error;
  const { received, expected, problem } = error;
  const next = `${error.next} A text, to be learned character by character, is text:${place}.`;
  const complaint = received === undefined || expected === undefined ? { problem, next } : { received, expected, next };
  return new NndlError(error.code, complaint, { cause: error });
}

/** A file's name, and what it is. */
async function described(file: SourceFile): Promise<string> {
  const kind = fileKindOf(await file.read());
  return kind === undefined ? nameOf(file) : `${nameOf(file)}, ${/^an? /.test(kind) ? "" : "a "}${kind}`;
}

/** What is said before a colon, and where it is. */
function placeOf(from: string, options: SourceOptions) {
  const split = splitNamed(from);
  return { place: split?.place ?? from, named: options.named ?? split?.name };
}

/** What is noticed of every source, whoever read it: said once. */
function withRemarks(opened: OpenedSource): OpenedSource {
  // Where examples are made when somebody divides them, classes have names.
  const found = [...leftOutOf(opened), ...(opened.divide === undefined ? countedFromOne(opened.training) : [])];
  const codes = new Set(opened.remarks.map(({ code }) => code));
  const remarks = [...opened.remarks, ...found.filter(({ code }) => !codes.has(code))];
  // Copied by its descriptions: asking for what is made later would make it.
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(opened)) as OpenedSource;
  return Object.assign(copy, { remarks });
}

function leftOutOf({ leftOut }: OpenedSource): OpenedSource["remarks"] {
  if (leftOut.length === 0) return [];
  const shown = leftOut.slice(0, 3).map(({ path, why }) => `${path} (${why})`);
  const rest = leftOut.length > shown.length ? `, and ${leftOut.length - shown.length} more` : "";
  const files = leftOut.length === 1 ? "1 file was" : `${leftOut.length} files were`;
  return [{ code: "data.left-out", what: `${files} left out: ${shown.join(", ")}${rest}.` }];
}

async function filesAt(location: string): Promise<readonly SourceFile[]> {
  const isUrl = platform.name === "browser" || /^https?:\/\//i.test(location);
  if (isUrl && location !== "") return (await oneFileAt(location)) ?? idxFilesUnder(location);
  if (location === "") throw noSource(show(location), "Give a path.");
  const files = await platform.listFiles(location).catch((error) => {
    throw error instanceof NndlError ? noSource(error.problem, error.next, error) : error;
  });
  return files!.map(({ path, location, size }) => ({ path, size, read: () => platform.readBytes(location) }));
}

function noSource(received: string, next: string, cause?: unknown): NndlError {
  const expected = "a source must be a file or a folder that can be read";
  return new NndlError("source.none", { received, expected, next }, { cause });
}

/** The file of a URL whose last part has an ending. */
async function oneFileAt(url: string): Promise<readonly SourceFile[] | undefined> {
  const name = new URL(url, "http://page").pathname.split("/").at(-1)!;
  if (!/\.(csv|tsv|txt|jsonl|ndjson|json|npz|npy)(\.gz)?$/i.test(name)) return undefined;
  const bytes = await platform.readBytes(url);
  return [{ path: name, size: bytes.length, read: async () => bytes }];
}
