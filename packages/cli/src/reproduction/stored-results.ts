/** The results that are stored in the repository, or came with the package. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Experiment, type Form, readStored, type StoredResult } from "@nndl/book";
import { NndlError, systemReason } from "nndl/check";
import { resultFolders } from "../own-files.ts";

/** A stored result, or why the file that should have it has none. */
export type Stored = { readonly path: string } & (
  | { readonly result: StoredResult; readonly damage?: undefined }
  | { readonly result?: undefined; readonly damage: NndlError }
);

/** What there is of a run; undefined where nothing is stored of it. */
export function storedOf(
  { name, chance }: Pick<Experiment, "name" | "chance">,
  seed: number,
  form: Form["kind"],
  folders: readonly string[] = resultFolders,
): Stored | undefined {
  const folder = folders.find((candidate) => existsSync(candidate));
  // Without chance, one run is that of every seed; of the quick form there is the one with seed 1.
  const known = chance ? seed : 1;
  if (folder === undefined || form === "look" || (form === "quick" && known !== 1)) return undefined;
  const path = join(folder, name, form === "quick" ? "quick.json" : `seed-${known}.json`);
  return existsSync(path) ? openStored(path) : undefined;
}

/** Reads one; what is none, or damaged, is named and left as it is. */
export function openStored(path: string): Stored {
  const said = shortPath(path);
  try {
    return { path: said, result: readStored(readFileSync(path, "utf8"), said) };
  } catch (error) {
    if (error instanceof NndlError) return { path: said, damage: error };
    const problem = `${said} cannot be read: ${systemReason(error).text}`;
    return {
      path: said,
      damage: new NndlError("experiment.stored", { problem, next: "Give a file with a stored result." }),
    };
  }
}

/** As short as it can be said from here. */
function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") || short === "" ? path : short;
}
