/** From what somebody calls a run to the run. */
import { basename, join, resolve } from "node:path";
import { closest } from "../options/closest.ts";
import { runsDirectory } from "../runs-directory.ts";
import { quote, UsageError } from "../usage-error.ts";
import { listRuns } from "./list-runs.ts";
import { isRun, readRun } from "./read-run.ts";
import type { Run } from "./run.ts";

/**
 * The run of a folder, of a name under runs/, or of the beginning of such a name that no other has.
 *
 * @throws UsageError "runs.name" where there is none, or where several begin so; "runs.damaged" where it cannot be read
 */
export function findRun(argument: string): Run {
  for (const path of [resolve(argument), resolve(runsDirectory, argument)]) {
    const found = readRun(path);
    if (isRun(found)) return found;
    if (found !== undefined) throw damaged(found.name, found.why);
  }
  const { runs, leftAlone } = listRuns(resolve(runsDirectory));
  const names = [...runs, ...leftAlone].map(({ path }) => basename(path));
  const beginning = runs.filter(({ path }) => basename(path).startsWith(argument) && argument !== "");
  if (beginning.length === 1) return beginning[0];
  throw new UsageError("runs.name", {
    received: quote(argument),
    expected: "a run must be named by its folder, or by the beginning of its name under runs/ that no other has",
    next: beginning.length > 1 ? ambiguous(beginning) : missing(argument, names),
  });
}

/** Each once, in the order in which they were named. */
export function findRuns(names: readonly string[]): readonly Run[] {
  const runs = names.map(findRun);
  return runs.filter(({ path }, i) => runs.findIndex((other) => other.path === path) === i);
}

/** With the members of ensembles in their place. */
export function withMembers(runs: readonly Run[]): readonly Run[] {
  return runs.flatMap((run) => run.ensemble?.runs ?? [run]);
}

export function damaged(name: string, why: string): UsageError {
  return new UsageError("runs.damaged", {
    problem: `${name} cannot be read as a run: ${why}`,
    next: "It is left as it is; look into it, and remove it by hand if nothing in it is wanted.",
  });
}

function ambiguous(runs: readonly Run[]): string {
  const shown = runs.slice(0, 5).map(({ name }) => name);
  const rest = runs.length > shown.length ? ` and ${runs.length - shown.length} more` : "";
  return `Several begin so: ${shown.join(", ")}${rest}. Write more of it.`;
}

function missing(argument: string, names: readonly string[]): string {
  if (names.length === 0) return `There are none under ${join(runsDirectory, "/")} yet: "nndl train" makes one.`;
  const near = closest(basename(argument), names);
  return `${near === undefined ? "" : `Did you mean ${near}? `}"nndl runs" lists them.`;
}
