/** One experiment with one seed: run, shown while it runs, and saved as every run is. */
import { type Experiment, type ExperimentResult, runExperiment, type TrainingExperiment } from "@nndl/book";
import { Checkpoints, type EpochEvent, type TrainingRun } from "nndl";
import type { DataSets } from "../data-sets.ts";
import { configOf } from "../training/config.ts";
import { newRunFolder, type RunConfig, type RunFolder } from "../training/run-folder.ts";
import { saveNetwork } from "../training/save.ts";
import { version } from "../version.ts";

export interface OneRun {
  readonly result: ExperimentResult;
  /** Where it was saved; nothing is where nothing was trained. */
  readonly folder?: RunFolder;
}

export interface RunOneOptions {
  readonly seed: number;
  readonly data: DataSets & { readonly validation: DataSets["training"] };
  readonly epochs?: number | undefined;
  readonly limit?: number | undefined;
  readonly threads?: number | "auto" | undefined;
  readonly signal: AbortSignal;
  /** Sees the run before it begins, and each epoch. */
  readonly onStart: (run: TrainingRun) => void;
  readonly onEpoch: (event: EpochEvent) => void;
}

/** What an interrupt leaves: a run that can be resumed. */
export class Interrupted extends Error {
  readonly folder: RunFolder | undefined;

  constructor(folder: RunFolder | undefined) {
    super("interrupted");
    this.folder = folder;
  }
}

/** @throws Interrupted when the signal ended it, with everything saved */
export async function runOne(experiment: Experiment, options: RunOneOptions): Promise<OneRun> {
  const { data, seed, epochs, limit, threads, signal, onStart, onEpoch } = options;
  let saving: Saving | undefined;
  try {
    const result = await runExperiment(experiment, {
      ...{ seed, data, signal },
      ...(epochs === undefined ? {} : { epochs }),
      ...(limit === undefined ? {} : { limit }),
      ...(threads === undefined ? {} : { threads }),
      onStart: (run) => {
        saving = new Saving(experiment as TrainingExperiment, run, options);
        onStart(run);
      },
      onEpoch: (event) => {
        saving?.folder.append(event);
        onEpoch(event);
      },
    });
    await saving?.finish();
    return saving === undefined ? { result } : { result, folder: saving.folder };
  } catch (error) {
    if (!signal.aborted) throw error;
    await saving?.checkpoint();
    throw new Interrupted(saving?.folder);
  }
}

/** The folder of a run that somebody else carries out. */
class Saving {
  readonly folder: RunFolder;
  readonly #run: TrainingRun;
  readonly #config: RunConfig;

  constructor({ name, evaluation }: TrainingExperiment, run: TrainingRun, { data, limit, seed }: RunOneOptions) {
    const now = new Date();
    const training = limit === undefined ? data.training : data.training.take(limit);
    this.folder = newRunFolder(undefined, `${name.replaceAll("/", "-")}-seed-${seed}`, now);
    this.#run = run;
    const flags = limit === undefined ? {} : { limit };
    this.#config = configOf({
      run,
      data: { ...data, training },
      monitor: [evaluation],
      flags,
      version: version(),
      now,
    });
    this.folder.make();
    this.folder.writeConfig(this.#config);
  }

  async checkpoint(): Promise<void> {
    await new Checkpoints(this.folder.checkpoints).save(this.#run.snapshot());
  }

  async finish(): Promise<void> {
    const { outcome } = this.#run;
    if (outcome === undefined) return;
    await this.checkpoint();
    await saveNetwork({ folder: this.folder, config: this.#config, run: this.#run, outcome });
  }
}
