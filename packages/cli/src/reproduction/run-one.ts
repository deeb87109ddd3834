/** One experiment with one seed: run or taken up again, shown while it runs, and kept as every run is. */
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import {
  type Experiment,
  type ExperimentResult,
  machineOf,
  type RunOptions,
  runExperiment,
  storedFrom,
} from "@nndl/book";
import { dataIdentity } from "nndl/spec";
import type { DataSets } from "../data-sets.ts";
import { writeText } from "../files.ts";
import type { RunFolder } from "../training/run-folder.ts";
import { version } from "../version.ts";
import { FolderKeeper, type KeepingOptions } from "./folder-keeper.ts";

export interface OneRun {
  readonly result: ExperimentResult;
  readonly folder: RunFolder;
  /** Whether it had come to its end before. */
  readonly wasKept: boolean;
}

export interface RunOneOptions extends KeepingOptions {
  readonly data: DataSets & { readonly validation: DataSets["training"] };
  readonly threads?: number | "auto" | undefined;
  readonly signal: AbortSignal;
  /** What is seen of it. */
  readonly watch: Pick<RunOptions, "onStart" | "onEpoch" | "onStep" | "onSay"> & {
    readonly onFolder?: (folder: RunFolder) => void;
  };
}

/** What an interrupt leaves: a run that can be taken up again. */
export class Interrupted extends Error {
  readonly folder: RunFolder;

  constructor(folder: RunFolder) {
    super("interrupted");
    this.folder = folder;
  }
}

/** @throws Interrupted when the signal ended it, with everything saved */
export async function runOne(experiment: Experiment, options: RunOneOptions): Promise<OneRun> {
  const { seed, data, quick, epochs, limit, threads, signal, watch } = options;
  const keeper = new FolderKeeper(experiment, options);
  try {
    const wasKept = existsSync(keeper.result);
    const { onFolder, ...seen } = watch;
    onFolder?.(keeper.folder);
    const result = await runExperiment(experiment, {
      seed,
      data,
      signal,
      keeper,
      ...(quick === undefined ? {} : { quick }),
      ...(epochs === undefined ? {} : { epochs }),
      ...(limit === undefined ? {} : { limit }),
      ...(threads === undefined ? {} : { threads }),
      ...seen,
    });
    if (!wasKept) writeText(keeper.result, `${JSON.stringify(stored(result, data))}\n`);
    return { result, folder: keeper.folder, wasKept };
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Interrupted(keeper.folder);
  } finally {
    keeper.close();
  }
}

function stored(result: ExperimentResult, { training, validation, test }: RunOneOptions["data"]) {
  const threads = Math.max(1, ...result.trainings.map((record) => record.threads));
  return storedFrom(result, {
    data: {
      training: dataIdentity(training).hash,
      validation: dataIdentity(validation).hash,
      test: dataIdentity(test).hash,
    },
    versions: { nndl: version(), node: process.versions.node },
    machine: machineOf(cpus()[0]?.model.trim() ?? process.arch, threads),
  });
}
