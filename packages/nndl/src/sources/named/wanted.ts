import type { SourceFile } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";

/** The error for files that a well-known data set has and a folder has not. Nothing is downloaded: it says what to get. */
export function wanted(
  source: string,
  names: readonly string[],
  from: string,
  files: readonly SourceFile[],
): NndlError {
  const there = files.slice(0, 5).map(({ path }) => path);
  return new NndlError("source.wanted", {
    received: there.length === 0 ? "no files" : `${there.join(", ")}${files.length > there.length ? ", …" : ""}`,
    expected: `${source} needs the files ${names.join(", ")}`,
    next: `Get them from ${from} and give the folder that they are in; nndl downloads nothing.`,
  });
}
