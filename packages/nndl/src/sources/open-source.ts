import { platform } from "#platform";
import { NndlError, show } from "../errors.ts";
import type { OpenedSource, SourceOptions } from "./opened-source.ts";
import { readers } from "./readers.ts";
import { nameOf, type SourceFile } from "./source-file.ts";

/**
 * Opens a source of examples: a file, a folder, or files that one has.
 *
 * What they are is told by what is in them: the same source gives the same data sets, to the bit, in Node and in a browser.
 *
 * @param from a path (Node), or files, as a browser gives them
 * @throws NndlError "source.none" where nothing is, "source.kind" for what no reader knows, and what the readers throw
 * @example
 * const { training, test, remarks } = await openSource("my-data");
 */
export async function openSource(
  from: string | readonly SourceFile[],
  options: SourceOptions = {},
): Promise<OpenedSource> {
  const files = typeof from === "string" ? await filesUnder(from) : from;
  const name = options.name ?? (typeof from === "string" ? from : "the given files");
  if (files.length === 0)
    throw new NndlError("source.none", {
      problem: `${name} has no files`,
      next: "Give a file, or a folder that has some.",
    });
  for (const reader of readers)
    if (await reader.recognizes(files)) return sayLeftOut(await reader.read(files, { ...options, name }));
  throw new NndlError("source.kind", {
    received: `${files.length === 1 ? "" : `${files.length} files, among them `}${files.slice(0, 3).map(nameOf).join(", ")}`,
    expected: `${name} must be ${readers.map(({ what }) => what).join("; or ")}`,
    next: "Give one of these.",
  });
}

/** What was not used is remarked on, once. */
function sayLeftOut(opened: OpenedSource): OpenedSource {
  const { leftOut, remarks } = opened;
  if (leftOut.length === 0 || remarks.some(({ code }) => code === "data.left-out")) return opened;
  const shown = leftOut.slice(0, 3).map(({ path, why }) => `${path} (${why})`);
  const rest = leftOut.length > shown.length ? `, and ${leftOut.length - shown.length} more` : "";
  const files = leftOut.length === 1 ? "1 file was" : `${leftOut.length} files were`;
  return {
    ...opened,
    remarks: [...remarks, { code: "data.left-out", what: `${files} left out: ${shown.join(", ")}${rest}.` }],
  };
}

async function filesUnder(path: string): Promise<readonly SourceFile[]> {
  const files = path === "" ? undefined : await platform.listFiles(path);
  if (files === undefined)
    throw new NndlError("source.none", {
      received: show(path),
      expected: "a source must be a file or a folder that can be read",
      next: "Check the path.",
    });
  return files.map(({ path: relative, location, size }) => ({
    path: relative,
    size,
    read: () => platform.readBytes(location),
  }));
}
