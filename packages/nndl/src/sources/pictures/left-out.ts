import { heicAdvice } from "../../images/index.ts";
import type { Remark } from "../../remarks.ts";
import type { LeftOut, OpenedSource } from "../opened-source.ts";

/** What was left out of a folder, counted by why, with an example of each; nothing where all was used. */
export function leftOutRemark({ leftOut, files }: Pick<OpenedSource, "leftOut" | "files">): readonly Remark[] {
  if (leftOut.length === 0) return [];
  const groups = new Map<string, string[]>();
  for (const { path, why } of leftOut) {
    // What is damaged in each is in the list; here they count together.
    const reason = why.split(":")[0]!;
    groups.set(reason, [...(groups.get(reason) ?? []), path]);
  }
  const told = [...groups].map(
    ([reason, paths]) => `${paths.length} ${reason} (${paths[0]}${paths.length > 1 ? ", …" : ""})`,
  );
  const all = leftOut.length + files.length;
  return [
    {
      code: "data.left-out",
      what: `${leftOut.length} of ${all} files ${leftOut.length === 1 ? "was" : "were"} left out: ${told.join("; ")}.`,
      ...(isOfHeic(leftOut) ? { next: heicAdvice } : {}),
    },
  ];
}

/** Whether photographs are among it as an iPhone takes them. */
export function isOfHeic(leftOut: readonly LeftOut[]): boolean {
  return leftOut.some(({ why }) => why.startsWith("a HEIC photo"));
}
