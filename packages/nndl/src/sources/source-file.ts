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

/** A file's name without the folders that it lies in. */
export function nameOf({ path }: Pick<SourceFile, "path">): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
