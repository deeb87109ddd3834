/** A run beside the stored result of the same experiment, seed and form. */
import { compareResults, type Difference, type Experiment, type StoredResult } from "@nndl/book";
import type { Context } from "../context.ts";
import type { OneRun } from "./kept-run.ts";
import { type Stored, storedOf } from "./stored-results.ts";

export interface Recorded {
  readonly path: string;
  readonly theirs: StoredResult;
  readonly differences: readonly Difference[];
  /** Whether everything is the same, to the bit, by whichever version. */
  readonly isSame: boolean;
}

/** Compares a run with what is stored of it; undefined where nothing is, or what is stored is damaged. */
export function recordedOf(
  experiment: Experiment,
  { result }: Pick<OneRun, "result">,
  stored: Stored | undefined = storedOf(experiment, result.seed, result.form),
): Recorded | undefined {
  if (stored?.result === undefined) return undefined;
  const differences = compareResults(experiment, result, stored.result);
  return {
    path: stored.path,
    theirs: stored.result,
    differences,
    isSame: differences.every(({ kind }) => kind === "version"),
  };
}

/** Tells a program how a run compares. */
export function emitRecorded(context: Context, { name }: Experiment, { result }: OneRun, recorded: Recorded): void {
  const about = ({ versions, machine, data }: StoredResult) => ({ versions, machine, data });
  context.emit({
    type: "recorded",
    experiment: name,
    seed: result.seed,
    form: result.form,
    same: recorded.isSame,
    differences: recorded.differences,
    ours: about(result),
    theirs: about(recorded.theirs),
    against: recorded.path,
  });
}
