/** Everything that lies where runs are kept. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { isRun, readRun, shortName } from "./read-run.ts";
import type { LeftAlone, Run } from "./run.ts";

export interface Listed {
  /** The newest first. */
  readonly runs: readonly Run[];
  /** Folders that look like runs, and cannot be read. */
  readonly leftAlone: readonly LeftAlone[];
  /** The names of folders that are no runs, and hold none. */
  readonly others: readonly string[];
}

/** The runs in a folder, and in the folders in it that are none themselves: `npm run results` keeps runs in runs/results. */
export function listRuns(base: string): Listed {
  const listed = { runs: [] as Run[], leftAlone: [] as LeftAlone[], others: [] as string[] };
  for (const path of foldersIn(base)) {
    const found = readRun(path);
    const inside = found === undefined ? foldersIn(path).map(readRun) : [found];
    const known = inside.filter((each) => each !== undefined);
    if (known.length === 0) listed.others.push(shortName(path));
    for (const each of known) isRun(each) ? listed.runs.push(each) : listed.leftAlone.push(each);
  }
  listed.runs.sort((a, b) => b.began - a.began || (a.name < b.name ? 1 : -1));
  return listed;
}

/** Those that are not hidden. */
function foldersIn(base: string): string[] {
  if (!existsSync(base)) return [];
  const names = readdirSync(base)
    .filter((name) => !name.startsWith("."))
    .sort();
  const paths = names.map((name) => join(base, name));
  return paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
}
