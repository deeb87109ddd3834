/** One experiment with one seed: run or taken up again, shown while it runs, and kept as every run is. */
import { type Experiment, type ExperimentResult, imagesOf, runExperiment, type TrainingExperiment } from "@nndl/book";
import type { TrainFlags } from "@nndl/words/train-options";
import { Checkpoints, type EpochEvent, type TrainingRun } from "nndl";
import type { DataSets } from "../data-sets.ts";
import { checkWritable } from "../files.ts";
import { configOf } from "../training/config.ts";
import { Saver } from "../training/drive.ts";
import { lock } from "../training/lock.ts";
import { overPreset, presetFor } from "../training/presets.ts";
import type { RunConfig, RunFolder } from "../training/run-folder.ts";
import { saveNetwork } from "../training/save.ts";
import { version } from "../version.ts";
import { findKept, keptFolder, type WhichRun } from "./kept-run.ts";

export interface OneRun {
  readonly result: ExperimentResult;
  /** Where it is kept; nothing is where nothing was trained. */
  readonly folder?: RunFolder;
  /** Whether it had come to its end before. */
  readonly wasKept?: boolean;
}

export interface RunOneOptions extends WhichRun {
  readonly data: DataSets & { readonly validation: DataSets["training"] };
  readonly threads?: number | "auto" | undefined;
  /** Starts anew, whatever is kept. */
  readonly again?: boolean | undefined;
  /** Seconds between two checkpoints. */
  readonly checkpointEvery: number;
  readonly signal: AbortSignal;
  /** Sees the run before it begins, or goes on, and each epoch. */
  readonly onStart: (run: TrainingRun, folder: RunFolder) => void;
  readonly onEpoch: (event: EpochEvent) => void;
  /** Of an ensemble: how many there are, and how each comes about. */
  readonly members?: number | undefined;
  readonly runMember: (member: TrainingExperiment, seed: number) => Promise<OneRun>;
}

/** What an interrupt leaves: a run that can be taken up again. */
export class Interrupted extends Error {
  readonly folder: RunFolder | undefined;

  constructor(folder: RunFolder | undefined) {
    super("interrupted");
    this.folder = folder;
  }
}

/** @throws Interrupted when the signal ended it, with everything saved */
export async function runOne(experiment: Experiment, options: RunOneOptions): Promise<OneRun> {
  const { seed, data, limit, threads, members, signal, runMember } = options;
  if (experiment.kind === "training") return runAndKeep(experiment, options);
  try {
    const result = await runExperiment(experiment, {
      seed,
      data,
      signal,
      ...(limit === undefined ? {} : { limit }),
      ...(threads === undefined ? {} : { threads }),
      ...(members === undefined ? {} : { members }),
      runMember: async (member, given) => (await runMember(member, given.seed)).result,
    });
    return { result };
  } catch (error) {
    if (!signal.aborted || error instanceof Interrupted) throw error;
    throw new Interrupted(undefined);
  }
}

async function runAndKeep(experiment: TrainingExperiment, options: RunOneOptions): Promise<OneRun> {
  const folder = keptFolder(experiment, options);
  checkWritable(folder.path);
  folder.make();
  const unlock = lock(folder.path);
  try {
    return await carryOut(experiment, folder, options);
  } finally {
    unlock();
  }
}

async function carryOut(experiment: TrainingExperiment, folder: RunFolder, options: RunOneOptions): Promise<OneRun> {
  const { seed, data, epochs, limit, threads, again, checkpointEvery, signal, onStart, onEpoch } = options;
  const kept = again ? undefined : await findKept(folder);
  if (kept === undefined) folder.clear();
  const flags = await flagsFor(experiment, options);
  const training = imagesOf(experiment, limit === undefined ? data.training : data.training.take(limit), seed);
  const began = performance.now();
  let keeping: { readonly run: TrainingRun; readonly config: RunConfig; readonly saver: Saver } | undefined;
  let saving: NodeJS.Timeout | undefined;
  let trained = 0;
  try {
    const result = await runExperiment(experiment, {
      seed,
      data,
      signal,
      ...(epochs === undefined ? {} : { epochs }),
      ...(limit === undefined ? {} : { limit }),
      ...(threads === undefined ? {} : { threads }),
      ...(kept === undefined ? {} : { resume: kept }),
      onStart: (run) => {
        const monitor = flags.monitor ?? [experiment.evaluation];
        const about = { run, data: { ...data, training }, monitor, flags, checkpointEvery };
        const config = configOf({ ...about, version: version(), now: new Date() });
        folder.writeConfig(config);
        const saver = new Saver(run, new Checkpoints(folder.checkpoints));
        saving = setInterval(() => saver.save(), checkpointEvery * 1000);
        keeping = { run, config, saver };
        onStart(run, folder);
      },
      onEpoch: (event) => {
        trained++;
        keeping?.saver.check();
        folder.append(event, (kept?.seconds ?? 0) + (performance.now() - began) / 1000);
        onEpoch(event);
      },
    });
    clearInterval(saving);
    const wasKept = trained === 0 && folder.isFinished;
    if (!wasKept) await finish(folder, keeping);
    return { result, folder, wasKept };
  } catch (error) {
    clearInterval(saving);
    if (!signal.aborted) throw error;
    await keeping?.saver.saveNow();
    throw new Interrupted(folder);
  } finally {
    clearInterval(saving);
    await keeping?.saver.idle();
  }
}

async function finish(
  folder: RunFolder,
  keeping: { readonly run: TrainingRun; readonly config: RunConfig; readonly saver: Saver } | undefined,
): Promise<void> {
  const outcome = keeping?.run.outcome;
  if (keeping === undefined || outcome === undefined) return;
  const { run, config, saver } = keeping;
  await saver.saveNow();
  await saveNetwork({ folder, config, run, outcome });
}

/** What one would have to tell `nndl train` to get the same. */
async function flagsFor({ name }: TrainingExperiment, { seed, epochs, limit }: RunOneOptions): Promise<TrainFlags> {
  const preset = `book:${name}`;
  const given = {
    preset,
    seed,
    ...(epochs === undefined ? {} : { epochs }),
    ...(limit === undefined ? {} : { limit }),
  };
  return overPreset(given, await presetFor(preset));
}
