/** How far a source of data is read, in a live line that is gone when it is. */
import { bytes, count, percent } from "@nndl/words/numbers";
import type { SourceProgress } from "nndl/sources";
import type { Context } from "./context.ts";
import { LiveLine } from "./terminal/live-line.ts";

/** What is told of progress. */
export type TellProgress = (progress: SourceProgress) => void;

/** Reads something, and shows how far it is where somebody is looking. */
export async function withProgress<T>({ err, json }: Context, read: (tell: TellProgress) => Promise<T>): Promise<T> {
  const live = new LiveLine(err);
  try {
    return await read((progress) => {
      if (!json) live.show(partsOf(progress));
    });
  } finally {
    live.clear();
  }
}

function partsOf({ done, of, unit }: SourceProgress): readonly string[] {
  const much = (amount: number) => (unit === "bytes" ? bytes(amount) : count(amount));
  const share = of === 0 ? "" : percent(done / of);
  return [`Reading the data: ${share}`, `${much(done)} of ${much(of)}${unit === "files" ? " files" : ""}`];
}
