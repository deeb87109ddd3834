/** Removes runs, and nothing but runs. */
import { randomUUID } from "node:crypto";
import { existsSync, lstatSync, readdirSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { EnsembleFolder } from "../ensemble/folder.ts";
import { remove, writing } from "../files.ts";
import { lock } from "../training/lock.ts";
import { UsageError } from "../usage-error.ts";
import type { Run } from "./run.ts";

/** What the command line itself writes into the folder of a run. */
const own = [
  ...["config.json", "metrics.jsonl", "network.safetensors", "card.md", "answers.json", "checkpoints", "lock.json"],
  ...["experiment.json", "result.json", "steps", "trainings"],
  ...["ensemble.json", "boltzmann.json", "checkpoint.safetensors", "belief.safetensors"],
];

/**
 * Makes sure that nothing but a run would be lost, and nobody's who is at work.
 *
 * @throws UsageError "runs.foreign" for a folder with other things in it, or a link; "run.locked" for one in use
 */
export function checkRemovable(run: Run): void {
  if (lstatSync(run.path).isSymbolicLink())
    throw new UsageError("runs.foreign", {
      problem: `${run.name} is a link to a folder that lies elsewhere`,
      next: "Remove the link by hand, or name the folder itself.",
    });
  for (const path of foldersOf(run)) {
    const foreign = readdirSync(path).filter((name) => !isOwn(name, run, path));
    if (foreign.length > 0)
      throw new UsageError("runs.foreign", {
        problem: `${join(run.name, path.slice(run.path.length))} has ${listed(foreign)}, which no run writes`,
        next: "Move what you want to keep elsewhere, then remove the run.",
      });
  }
  for (const unlock of locksOf(run)) unlock();
}

/** So begins the name of a folder that is on its way out. */
const leaving = ".nndl-removed-";

/** Removes it under its lock: whole or not at all, for its name goes first. @throws what `checkRemovable` throws, NndlError "file.write" */
export function removeRun(run: Run): void {
  checkRemovable(run);
  const unlocks = locksOf(run);
  const base = dirname(run.path);
  try {
    writing(run.path, () => renameSync(run.path, join(base, `${leaving}${randomUUID()}`)));
  } finally {
    for (const unlock of unlocks) unlock();
  }
  // This one, and what was left of others by a crash.
  for (const name of readdirSync(base)) if (name.startsWith(leaving)) remove(join(base, name));
}

/** Its own folder and those of its members, which other processes may be at work in. */
function foldersOf({ path, ensemble }: Run): readonly string[] {
  return [path, ...(ensemble?.runs.map((member) => member.path) ?? [])];
}

/** Takes all of its locks, or none. */
function locksOf(run: Run): (() => void)[] {
  const taken: (() => void)[] = [];
  try {
    for (const path of foldersOf(run)) taken.push(lock(path));
    return taken;
  } catch (error) {
    for (const unlock of taken) unlock();
    throw error;
  }
}

function isOwn(name: string, run: Run, path: string): boolean {
  // What a crash left of a file that was being written.
  if (own.includes(name) || name.startsWith(".nndl-") || name === ".DS_Store") return true;
  if (run.machines !== undefined && /^machine-\d+\.safetensors$/.test(name)) return true;
  if (run.ensemble === undefined || path !== run.path || !existsSync(join(path, "ensemble.json"))) return false;
  const folder = new EnsembleFolder(path);
  return folder.members(folder.read()).some((member) => basename(member.path) === name);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
