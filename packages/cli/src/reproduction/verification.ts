/** Runs that are done again to be compared with stored results: what they are compared with, and where they are done. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { foreseeDifferences, formOf } from "@nndl/book";
import type { Context } from "../context.ts";
import { remove } from "../files.ts";
import { runsDirectory } from "../runs-directory.ts";
import { FolderInUse, lock } from "../training/lock.ts";
import { UsageError } from "../usage-error.ts";
import { differenceLine } from "./difference-lines.ts";
import { keptFolder, nameOfKept, resultOf } from "./kept-folder.ts";
import type { ReproduceOptions } from "./options.ts";
import { type BookData, dataHashes, versionsHere } from "./run-one.ts";
import { nameOf } from "./standing.ts";
import { type Stored, storedOf } from "./stored-results.ts";
import type { Task } from "./tasks.ts";

export interface Verification {
  /** Those that can be compared. */
  readonly tasks: readonly Task[];
  readonly storedFor: (task: Task) => Stored | undefined;
  /** Why the others cannot be. */
  readonly unverifiable: readonly { readonly task: Task; readonly reason: string }[];
}

/**
 * Finds what each run is to be compared with.
 *
 * @param against what it is instead of the stored results
 * @throws UsageError "option.verify" where nothing can be compared
 */
export function verificationOf(tasks: readonly Task[], options: ReproduceOptions, against?: Stored): Verification {
  const stored = new Map<Task, Stored>();
  const unverifiable = [];
  for (const task of tasks) {
    const found = against ?? storedOf(task.experiment, task.seed, formOf(task.experiment, options).kind);
    if (found?.result !== undefined) stored.set(task, found);
    else unverifiable.push({ task, reason: found?.damage.message ?? `nothing is stored of ${nameOf(task)}` });
  }
  if (stored.size === 0)
    throw new UsageError("option.verify", {
      received: unverifiable.map(({ reason }) => reason).join("; "),
      expected:
        "--verify must have a stored result to compare with: results/ has those of full runs, and the quick one of seed 1",
      next: "Ask for one of these, or name another's result with --against FILE.",
    });
  return { tasks: [...stored.keys()], storedFor: (task) => stored.get(task), unverifiable };
}

/** Says before anything is computed what cannot be compared, and what differs already. */
export function foresee(context: Context, verification: Verification, options: ReproduceOptions, data: BookData): void {
  const { style } = context.out;
  for (const { task, reason } of verification.unverifiable) {
    context.emit({ type: "unverified", experiment: task.experiment.name, seed: task.seed, reason });
    context.print(style.yellow(`Not verified: ${reason}`));
  }
  for (const task of verification.tasks) {
    const { kind, shortened } = formOf(task.experiment, options);
    // As a result has it: what the quick form shortens is known by its name.
    const form = kind === "look" ? { form: kind, shortened } : { form: kind };
    const now = { ...form, versions: versionsHere(), data: dataHashes(data) };
    const stored = verification.storedFor(task);
    if (stored?.result === undefined) continue;
    const differences = foreseeDifferences(now, stored.result);
    if (differences.length === 0) continue;
    context.emit({
      type: "foreseen",
      experiment: task.experiment.name,
      seed: task.seed,
      differences,
      against: stored.path,
    });
    context.print(
      style.yellow(`${stored.path} is already known to be otherwise:`),
      ...differences.map((difference) =>
        style.yellow(`  ${differenceLine(task.experiment.figures, difference, kind)}`),
      ),
    );
  }
}

/**
 * Where a run is done again, with everything that it asks for: nothing that was kept elsewhere is taken. What an interrupted
 * verification left there goes on; what a finished one left, or what there is at all with `again`, is removed.
 */
export function verificationFolder({ experiment, seed }: Task, options: ReproduceOptions): string {
  const { out = runsDirectory, again, quick, epochs, limit } = options;
  const which = { seed, quick, epochs, limit };
  const own = join(out, `verify-${nameOfKept(experiment, which)}`);
  const run = keptFolder(experiment, { ...which, out: own });
  if (existsSync(run.path) && (again === true || existsSync(resultOf(run)))) clear(own, run.path);
  return own;
}

/** Somebody who is verifying the same at this moment is waited for. */
function clear(folder: string, run: string): void {
  try {
    const unlock = lock(run);
    remove(folder);
    unlock();
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
  }
}
