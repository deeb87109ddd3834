/** Another's result as what a run is compared with: it says itself of what it is. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { type Experiment, formOf } from "@nndl/book";
import { UsageError } from "../usage-error.ts";
import type { ReproduceOptions } from "./options.ts";
import { openStored, type Stored } from "./stored-results.ts";

export interface Against {
  readonly experiment: Experiment;
  readonly stored: Stored;
  /** What was asked for, with the file's seed and form. */
  readonly options: ReproduceOptions;
}

/**
 * Opens a result.json, or the one in a run's folder, and asks for what it is of.
 *
 * @param chosen the experiments that were named; none when the file is to say it
 * @throws NndlError "experiment.stored" for a file that is no result; UsageError "option.against" where what was asked for is another
 */
export function openAgainst(
  path: string,
  chosen: readonly Experiment[],
  experiments: readonly Experiment[],
  options: ReproduceOptions,
): Against {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const stored = openStored(isFolder ? join(path, "result.json") : path);
  if (stored.result === undefined) throw stored.damage;
  const { name, seed, form, shortened } = stored.result;
  const experiment = experiments.find((each) => each.name === name);
  const refuse = (received: string, what: string, next: string) =>
    new UsageError("option.against", {
      received,
      expected: `--against ${path} is of ${what}, which must be what is run`,
      next,
    });
  if (experiment === undefined)
    throw refuse(stored.path, `${name}, an experiment that this version does not have`, "Give another file.");
  if (chosen.length > 0 && !(chosen.length === 1 && chosen[0] === experiment))
    throw refuse(chosen.map((each) => each.name).join(", "), name, `Name ${name}, or nothing.`);
  if ((options.seeds ?? 1) > 1 || (options.seed ?? seed) !== seed)
    throw refuse(
      options.seeds === undefined ? `--seed ${options.seed}` : `--seeds ${options.seeds}`,
      `seed ${seed}`,
      "Leave the seeds out.",
    );
  const { epochs: _, limit: __, ...others } = options;
  const asked = { ...others, seed, quick: form === "quick", ...shortened };
  const theirs = formOf(experiment, asked);
  const wanted = formOf(experiment, { ...asked, ...given(options) });
  if (JSON.stringify(wanted) !== JSON.stringify(theirs))
    throw refuse(`the form ${wanted.kind}`, `the form ${form}`, "Leave --quick, --epochs and --limit out.");
  return { experiment, stored, options: asked };
}

/** What was said of the form, if anything was. */
function given({ quick, epochs, limit }: ReproduceOptions): ReproduceOptions {
  return {
    ...(quick === undefined ? {} : { quick }),
    ...(epochs === undefined ? {} : { epochs }),
    ...(limit === undefined ? {} : { limit }),
  };
}
