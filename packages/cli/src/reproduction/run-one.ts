/** One experiment with one seed: run or taken up again, shown while it runs, and kept as every run is. */
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
import { resultOf } from "./kept-folder.ts";
import { type OneRun, runIn } from "./kept-run.ts";

/** What the experiments run on. */
export type BookData = DataSets & { readonly validation: DataSets["training"] };

export interface RunOneOptions extends Omit<KeepingOptions, "onWait"> {
  readonly data: BookData;
  readonly threads?: number | "auto" | undefined;
  /** What is seen of it. */
  readonly watch: Pick<RunOptions, "onStart" | "onEpoch" | "onStep" | "onSay"> &
    Pick<KeepingOptions, "onWait"> & { readonly onFolder?: (folder: RunFolder) => void };
}

/** What an interrupt leaves: a run that can be taken up again. */
export class Interrupted extends Error {
  /** Its folder, where it had got so far. */
  readonly folder: RunFolder | undefined;

  constructor(folder: RunFolder | undefined) {
    super("interrupted");
    this.folder = folder;
  }
}

/** @throws Interrupted when the signal ended it, with everything saved */
export async function runOne(experiment: Experiment, options: RunOneOptions): Promise<OneRun> {
  const { seed, data, quick, epochs, limit, threads, signal, watch } = options;
  const { onFolder, onWait, ...seen } = watch;
  let keeper: FolderKeeper | undefined;
  try {
    keeper = await FolderKeeper.open(experiment, { ...options, onWait });
    const { folder } = keeper;
    const kept = runIn(folder, experiment);
    if (kept !== undefined) return kept;
    onFolder?.(folder);
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
    const stored = storedFrom(result, circumstances(result, data));
    writeText(resultOf(folder), `${JSON.stringify(stored)}\n`);
    return { result: stored, folder, wasKept: false };
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Interrupted(keeper?.folder);
  } finally {
    keeper?.close();
  }
}

function circumstances({ trainings }: ExperimentResult, data: BookData) {
  return {
    data: dataHashes(data),
    versions: versionsHere(),
    machine: machineOf(
      cpus()[0]?.model.trim() ?? process.arch,
      Math.max(1, ...trainings.map(({ threads }) => threads)),
    ),
  };
}

export function dataHashes({ training, validation, test }: BookData) {
  return {
    training: dataIdentity(training).hash,
    validation: dataIdentity(validation).hash,
    test: dataIdentity(test).hash,
  };
}

export function versionsHere() {
  return { nndl: version(), node: process.versions.node };
}
