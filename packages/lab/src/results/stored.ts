/** What is stored of the book's experiments. It reads files, so only modules that are run when the lab is built use it. */
import { readdirSync, readFileSync } from "node:fs";
import { readStored, type StoredResult } from "@nndl/book/experiments/stored-result";

const folder = new URL("../../../../results/", import.meta.url);

/** The full run of an experiment with a seed. */
export function storedRun(name: string, seed = 1): StoredResult {
  const path = `${name}/seed-${seed}.json`;
  return readStored(readFileSync(new URL(path, folder), "utf8"), `results/${path}`);
}

/** Those with all of its seeds, from the first on. */
export function storedRuns(name: string): readonly StoredResult[] {
  return readdirSync(new URL(`${name}/`, folder))
    .flatMap((file) => /^seed-(\d+)\.json$/.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
    .map((seed) => storedRun(name, seed));
}

/** The names of the experiments of a chapter of which something is stored. */
export function storedNames(chapter: string): readonly string[] {
  return readdirSync(new URL(`${chapter}/`, folder))
    .sort()
    .map((name) => `${chapter}/${name}`);
}

/** The values of a curve, one after another. */
export function valuesOf({ name, measured }: StoredResult, figure: string): readonly number[] {
  return pointsOf({ name, measured }, figure).map(([, value]) => value);
}

/** @throws Error where there is no such curve */
export function pointsOf(
  { name, measured }: Pick<StoredResult, "name" | "measured">,
  figure: string,
): readonly (readonly [number, number])[] {
  const curve = measured[figure];
  if (!Array.isArray(curve)) throw new Error(`results/${name} has no curve that is called ${figure}`);
  return curve as readonly (readonly [number, number])[];
}

/** With as many digits as are drawn of it. */
export const digits = (value: number, decimals: number) => Number(value.toFixed(decimals));
