/** The folder that an experiment's run with one seed is kept in, and what is there of it already. */
import { join, resolve } from "node:path";
import type { Resumption, TrainingExperiment } from "@nndl/book";
import { Checkpoints, NndlError } from "nndl";
import { checkNetworkSpec, checkSettings } from "nndl/spec";
import { runsDirectory } from "../runs-directory.ts";
import { type RunConfig, RunFolder } from "../training/run-folder.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";

/** What tells one kept run from another. */
export interface WhichRun {
  readonly seed: number;
  readonly epochs?: number | undefined;
  readonly limit?: number | undefined;
  /** The folder of all kept runs; runs/ when absent. */
  readonly out?: string | undefined;
}

/**
 * runs/ch6-relu-seed-1, or runs/ch6-relu-seed-1-epochs-2-limit-500 for a quick look; with a number after it where that
 * holds something else, such as a run of another version.
 */
export function keptFolder(experiment: TrainingExperiment, which: WhichRun): RunFolder {
  const { name, training } = experiment;
  const { seed, epochs = training.epochs, limit, out = runsDirectory } = which;
  const words = [
    ...[name.replaceAll("/", "-"), "seed", seed],
    ...(epochs === training.epochs ? [] : ["epochs", epochs]),
    ...(limit === undefined ? [] : ["limit", limit]),
  ];
  for (let copy = 1; ; copy++) {
    const folder = new RunFolder(resolve(join(out, [...words, ...(copy === 1 ? [] : [copy])].join("-"))));
    if (!folder.isBegun || isOf(folder, experiment, which)) return folder;
  }
}

/** What its folder has of a run: its newest whole checkpoint. */
export async function findKept(folder: RunFolder): Promise<Resumption | undefined> {
  const snapshot = folder.isBegun ? await newest(folder) : undefined;
  if (snapshot === undefined) return undefined;
  folder.keepMetrics(snapshot.cursor.epoch);
  const { trainingSeconds, seconds } = folder.secondsSpent();
  return { snapshot, trainingSeconds, seconds: seconds + snapshot.cursor.seconds };
}

function isOf(folder: RunFolder, { network, training }: TrainingExperiment, { seed, epochs }: WhichRun): boolean {
  const config = readOrNothing(folder);
  const now = {
    network: checkNetworkSpec({ ...network, seed }),
    training: checkSettings({ ...training, epochs: epochs ?? training.epochs }),
    nndl: version(),
  };
  const then = { network: config?.network, training: config?.training, nndl: config?.versions.nndl };
  return JSON.stringify(then) === JSON.stringify(now);
}

/** A folder of which nobody can read what it is does not hold up the experiment. */
function readOrNothing(folder: RunFolder): RunConfig | undefined {
  try {
    return folder.readConfig();
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Nothing, too, where everything is damaged: the run then starts anew. */
async function newest(folder: RunFolder): Promise<Resumption["snapshot"] | undefined> {
  try {
    return (await new Checkpoints(folder.checkpoints).latest())?.snapshot;
  } catch (error) {
    if (error instanceof NndlError && error.code === "checkpoint.damaged") return undefined;
    throw error;
  }
}
