/** A run that came to its end before, as its folder has it. */
import { existsSync, readFileSync } from "node:fs";
import { checkMeasured, type Experiment, readStored, type StoredResult } from "@nndl/book";
import { NndlError } from "nndl";
import { touch } from "../files.ts";
import type { RunFolder } from "../training/run-folder.ts";
import { keptFolder, resultOf, type WhichRun } from "./kept-folder.ts";

export interface OneRun {
  readonly result: StoredResult;
  readonly folder: RunFolder;
  /** Whether it had come to its end before. */
  readonly wasKept: boolean;
}

/** The run that is kept of an experiment; undefined where it has not come to its end. */
export function keptRun(experiment: Experiment, which: WhichRun): OneRun | undefined {
  return runIn(keptFolder(experiment, which), experiment);
}

/** The same in a folder of which one knows that it is this run's. */
export function runIn(folder: RunFolder, experiment: Experiment): OneRun | undefined {
  const result = readOrNothing(folder, experiment);
  if (result === undefined) return undefined;
  // What was asked for last is what other commands mean where no network is named.
  if (folder.isBegun) touch(folder.config);
  return { result, folder, wasKept: true };
}

/** Nothing, too, of a result that is damaged, or lacks a figure that the experiment has now: it is then run again. */
function readOrNothing(folder: RunFolder, experiment: Experiment): StoredResult | undefined {
  const path = resultOf(folder);
  if (!existsSync(path)) return undefined;
  try {
    const result = readStored(readFileSync(path, "utf8"), path);
    checkMeasured(experiment, result.measured);
    return result;
  } catch (error) {
    if (error instanceof TypeError || (error instanceof NndlError && error.code === "experiment.stored"))
      return undefined;
    throw error;
  }
}
