/** How far a source of data is read, in a live line that is gone when it is; and what is kept of sources that were read before. */
import { bytes, count, duration, percent } from "@nndl/words/numbers";
import type { SourceProgress } from "nndl/sources";
import type { Context } from "./context.ts";
import { SourceCache } from "./kept/source-cache.ts";
import { LiveLine } from "./terminal/live-line.ts";

/** How data are read, for those who ask from a screen. */
export interface Reading {
  /** Told how far it is. */
  readonly onProgress?: ((progress: SourceProgress) => void) | undefined;
  /** What was kept of sources; absent where they are to be read again. */
  readonly cache?: SourceCache | undefined;
}

/** Reads something, and shows how far it is where somebody is looking. */
export async function whileReading<T>(
  { err, json, cache }: Context,
  read: (reading: Reading) => Promise<T>,
): Promise<T> {
  const live = new LiveLine(err);
  const started = performance.now();
  const onProgress = (progress: SourceProgress) => {
    if (!json) live.show(partsOf(progress, (performance.now() - started) / 1000));
  };
  try {
    return await read({ onProgress, cache: cache ? new SourceCache() : undefined });
  } finally {
    live.clear();
  }
}

/** Before so many seconds nobody waits, and nobody knows how long it takes. */
const soonest = 1;

/** What a live line says of reading, after so many seconds of it. */
export function partsOf({ done, of, unit }: SourceProgress, seconds: number): readonly string[] {
  const much = (amount: number) => (unit === "bytes" ? bytes(amount) : count(amount));
  const share = of === 0 ? "" : percent(done / of);
  const left = (seconds * (of - done)) / done;
  return [
    `Reading the data: ${share}`,
    ...(seconds >= soonest && left >= soonest && done > 0 ? [`${duration(left)} left`] : []),
    `${much(done)} of ${much(of)}${unit === "files" ? " files" : ""}`,
  ];
}
