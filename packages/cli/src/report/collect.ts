/** What a report is about: runs, and results of the book's experiments. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Experiment, experiments, type StoredResult } from "@nndl/book";
import { openStored } from "../reproduction/stored-results.ts";
import { damaged, withMembers } from "../runs/find-runs.ts";
import { listRuns } from "../runs/list-runs.ts";
import { isRun, readRun } from "../runs/read-run.ts";
import type { LeftAlone, Run } from "../runs/run.ts";
import { runsDirectory } from "../runs-directory.ts";
import { quote, UsageError } from "../usage-error.ts";

export interface Collected {
  /** Those that are trainings, or have some in them, in the order in which they were named or, of a folder, the newest first. */
  readonly runs: readonly Run[];
  /** Results of experiments, each with the run that it is the result of, where there is one. */
  readonly results: readonly Result[];
  readonly leftAlone: readonly LeftAlone[];
}

export interface Result {
  readonly experiment: Experiment;
  readonly stored: StoredResult;
  /** "" for a run in full, else what is less in it. */
  readonly form: string;
  readonly run?: Run;
}

/**
 * @param folders of runs, or that have runs in them; runs/ where there is neither one nor a folder of results
 * @param results a folder of stored results, such as results/ in the repository
 * @throws UsageError "report.runs" where there is nothing in them; "runs.damaged" for a run that was named and cannot be read
 */
export function collect(folders: readonly string[], results: string | undefined): Collected {
  const places = folders.length === 0 && results === undefined ? [runsDirectory] : folders;
  const found = places.map((place) => runsOf(place, folders.length > 0));
  const runs = uniqueByPath(withMembers(found.flatMap((each) => each.runs)));
  const leftAlone = found.flatMap((each) => each.leftAlone);
  const own = runs.flatMap((run) => resultOf(run));
  const stored = results === undefined ? { results: [], leftAlone: [] } : readStoredResults(resolve(results));
  const all = [...own, ...stored.results.filter((each) => !own.some((other) => isSame(each, other)))];
  const strange = all.flatMap((each) => misfit(each));
  const fitting = all.filter((each) => misfit(each).length === 0);
  if (runs.length + fitting.length === 0) throw nothing(places);
  return { runs, results: fitting, leftAlone: [...leftAlone, ...stored.leftAlone, ...strange] };
}

function runsOf(
  place: string,
  isNamed: boolean,
): { readonly runs: readonly Run[]; readonly leftAlone: readonly LeftAlone[] } {
  const path = resolve(place);
  const here = [path, resolve(runsDirectory, place)].find((each) =>
    statSync(each, { throwIfNoEntry: false })?.isDirectory(),
  );
  if (here === undefined) {
    if (!isNamed) return { runs: [], leftAlone: [] };
    throw new UsageError("report.runs", {
      received: quote(place),
      expected: "nndl report must be given folders of runs, or a folder that has some in it",
      next: '"nndl runs" lists those that there are.',
    });
  }
  const found = readRun(here);
  if (isRun(found)) return { runs: [found], leftAlone: [] };
  if (found !== undefined) throw damaged(found.name, found.why);
  return listRuns(here);
}

function uniqueByPath(runs: readonly Run[]): readonly Run[] {
  const seen = new Set<string>();
  return runs.filter(({ path }) => !seen.has(path) && seen.add(path));
}

function resultOf(run: Run): readonly Result[] {
  const { experiment: kept } = run;
  const experiment = experiments.find(({ name }) => name === kept?.name);
  if (kept?.result === undefined || experiment === undefined) return [];
  return [{ experiment, stored: kept.result, form: kept.form, run }];
}

/** Stored results as `npm run results` leaves them: CHAPTER/NAME/seed-N.json. */
function readStoredResults(base: string): {
  readonly results: readonly Result[];
  readonly leftAlone: readonly LeftAlone[];
} {
  if (!existsSync(base))
    throw new UsageError("option.results", {
      received: quote(base),
      expected: "--results must be a folder of stored results, such as results/ in the repository",
      next: "Give the path of one, or leave --results out.",
    });
  const results: Result[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const { name, path } of storedFiles(base)) {
    const experiment = experiments.find((each) => each.name === name);
    const { path: short, result, damage } = openStored(path);
    if (damage !== undefined) leftAlone.push({ path, name: short, why: damage.received ?? damage.problem });
    else if (experiment === undefined || result.name !== name)
      leftAlone.push({ path, name: short, why: `this version knows no experiment ${result.name} there` });
    else results.push({ experiment, stored: result, form: result.form === "full" ? "" : result.form });
  }
  return { results, leftAlone };
}

function storedFiles(base: string): readonly { readonly name: string; readonly path: string }[] {
  const inside = (path: string) => (statSync(path).isDirectory() ? readdirSync(path).sort() : []);
  return inside(base).flatMap((chapter) =>
    inside(join(base, chapter)).flatMap((name) =>
      inside(join(base, chapter, name))
        .filter((file) => /^seed-\d+\.json$/.test(file))
        .map((file) => ({ name: `${chapter}/${name}`, path: join(base, chapter, name, file) })),
    ),
  );
}

function isSame(a: Result, b: Result): boolean {
  return a.experiment === b.experiment && a.form === b.form && a.stored.seed === b.stored.seed;
}

/** A result of another version may lack a figure that there is now: nothing could be said of it. */
function misfit({ experiment, stored, run }: Result): readonly LeftAlone[] {
  const lacking = Object.entries(experiment.figures).find(([key, { kind }]) => {
    const value = stored.measured[key];
    return kind === "number" ? typeof value !== "number" : kind === "series" && !isSeries(value);
  });
  if (lacking === undefined) return [];
  const path = run?.path ?? "";
  const name = run?.name ?? `the stored result of ${experiment.name}, seed ${stored.seed}`;
  return [{ path, name, why: `its result has no figure "${lacking[0]}", as ${experiment.name} has now` }];
}

function isSeries(value: unknown): boolean {
  return Array.isArray(value) && value.every((point) => Array.isArray(point) && point.length === 2);
}

function nothing(places: readonly string[]): UsageError {
  const where =
    places.length === 0 ? "in the stored results" : `in ${places.map((place) => join(place, "/")).join(", ")}`;
  return new UsageError("report.runs", {
    problem: `there is nothing to report on: no run ${where}`,
    next: 'Run something first: "nndl train --epochs 5", or "nndl reproduce ch1/first-network"; "nndl report --results" shows stored results.',
  });
}
