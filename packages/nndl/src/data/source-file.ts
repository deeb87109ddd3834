import type { Bytes } from "../bytes.ts";

/** A file of a source: one on a disk, one behind a URL, or one that a browser was given. */
export interface SourceFile {
  /** Where it lies in the source, with "/" between folders: "train/cats/1.png". A name alone for a single file. */
  readonly path: string;
  /** Its length in bytes, where that is known before it is read. */
  readonly size?: number | undefined;
  /** Its content. @throws NndlError "file.read" */
  read(): Promise<Bytes>;
}

/** One file that a data set came from. Plain JSON. */
export interface UsedFile {
  readonly path: string;
  readonly bytes: number;
  /** What it held: "training images", "a picture of class cat", "a table", … */
  readonly role: string;
}

/** Files that were not used, and why. Plain JSON. */
export interface LeftOut {
  readonly path: string;
  /** Half a sentence: "hidden", "not a picture", "damaged: …". */
  readonly why: string;
}

/** A file's name without the folders that it lies in. */
export function nameOf({ path }: Pick<SourceFile, "path">): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folders that a file lies in: "train/cats", or "" where it lies in none. */
export function folderOf({ path }: Pick<SourceFile, "path">): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
