/** Keeps what a run of an experiment does in its folder: a run folder for each training, a file for each other step. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  type Experiment,
  formOf,
  type Keeper,
  type KeptTraining,
  type Resumption,
  type TrainingAbout,
  type Watched,
} from "@nndl/book";
import { type SetName, setNames } from "@nndl/words/set-names";
import type { TrainFlags } from "@nndl/words/train-options";
import { Checkpoints, NndlError, type TrainingRun } from "nndl";
import type { DataSets } from "../data-sets.ts";
import { checkWritable, makeFolder, remove, writeText } from "../files.ts";
import { rememberAnswers } from "../report/remember-answers.ts";
import { configOf } from "../training/config.ts";
import { Saver } from "../training/drive.ts";
import { FolderInUse, lock } from "../training/lock.ts";
import { overPreset, presetFor } from "../training/presets.ts";
import { RunFolder } from "../training/run-folder.ts";
import { saveNetwork } from "../training/save.ts";
import { version } from "../version.ts";
import { isTrainingOf, keptFolder, markOf, readOrNothing, resultOf, type WhichRun, writeMark } from "./kept-folder.ts";

export interface KeepingOptions extends WhichRun {
  readonly data: DataSets;
  /** Starts anew, whatever is kept. */
  readonly again?: boolean | undefined;
  /** Seconds between two checkpoints. */
  readonly checkpointEvery: number;
  /** The command that runs this again. */
  readonly command: string;
  /** Ends the wait for a folder that another process has. */
  readonly signal: AbortSignal;
  /** Called when another process has a folder, which is then waited for. */
  readonly onWait?: ((folder: RunFolder, pid: number) => void) | undefined;
}

/** Milliseconds between two looks at whether a folder is free. */
const lookAgain = 150;

export class FolderKeeper implements Keeper {
  readonly folder: RunFolder;
  readonly #experiment: Experiment;
  readonly #options: KeepingOptions;
  readonly #unlock: () => void;

  /**
   * Opens the run's folder, once no other process of this machine has it.
   *
   * @throws UsageError "run.locked" while a process of another machine has it; the signal's reason
   */
  static async open(experiment: Experiment, options: KeepingOptions): Promise<FolderKeeper> {
    const { signal, onWait } = options;
    for (let isFirst = true; ; isFirst = false) {
      signal.throwIfAborted();
      try {
        return new FolderKeeper(experiment, options);
      } catch (error) {
        if (!(error instanceof FolderInUse) || error.pid === undefined) throw error;
        if (isFirst) onWait?.(keptFolder(experiment, options), error.pid);
      }
      await setTimeout(lookAgain);
    }
  }

  private constructor(experiment: Experiment, options: KeepingOptions) {
    this.#experiment = experiment;
    this.#options = options;
    this.folder = keptFolder(experiment, options);
    checkWritable(this.folder.path);
    makeFolder(this.folder.path);
    this.#unlock = lock(this.folder.path);
    if (options.again === true) {
      this.folder.clear();
      for (const path of [markOf(this.folder), this.#steps, this.#trainings, resultOf(this.folder)]) remove(path);
    }
    writeMark(this.folder, experiment, options);
  }

  recall(name: string): unknown {
    const path = this.#step(name);
    if (!existsSync(path)) return undefined;
    try {
      return JSON.parse(readFileSync(path, "utf8")) as unknown;
    } catch {
      // Damaged: it is done again.
      return undefined;
    }
  }

  keep(name: string, value: unknown): void {
    makeFolder(this.#steps);
    writeText(this.#step(name), `${JSON.stringify(value)}\n`);
  }

  async training(name: string, about: TrainingAbout): Promise<KeptTraining> {
    const folder = name === "" ? this.folder : new RunFolder(join(this.#trainings, slug(name)));
    folder.make();
    if (folder.isBegun && !isTrainingOf(readOrNothing(folder), about)) folder.clear();
    const resume = await findKept(folder, about.watches);
    if (resume === undefined) folder.clear();
    const flags = await this.#flags(name, about);
    const { data, checkpointEvery, command } = this.#options;
    const isWhole = name === "" && this.#experiment.training !== undefined;
    const { measured } = about;
    return new KeptRun(folder, {
      data,
      checkpointEvery,
      resume,
      flags,
      measured,
      command: isWhole ? undefined : command,
      isAlone: name === "",
    });
  }

  other(experiment: Experiment, seed: number): Promise<Keeper> {
    // Another's run is kept for itself, and is not trained anew because this one is.
    return FolderKeeper.open(experiment, { ...this.#options, seed, again: false });
  }

  close(): void {
    this.#unlock();
  }

  get #steps(): string {
    return join(this.folder.path, "steps");
  }

  get #trainings(): string {
    return join(this.folder.path, "trainings");
  }

  #step(name: string): string {
    return join(this.#steps, `${slug(name)}.json`);
  }

  /** What one would have to tell `nndl train` to get the same, where the experiment is one training. */
  async #flags(name: string, { network, settings }: TrainingAbout): Promise<TrainFlags> {
    const { training } = this.#experiment;
    if (name !== "" || training === undefined) return { seed: network.seed };
    const { shortened } = formOf(this.#experiment, this.#options);
    const preset = `book:${this.#experiment.name}`;
    const given = {
      preset,
      seed: network.seed,
      ...(settings.epochs === training.training.epochs ? {} : { epochs: settings.epochs }),
      ...(shortened.limit === undefined ? {} : { limit: shortened.limit }),
    };
    return overPreset(given, await presetFor(preset));
  }
}

interface KeptRunOptions extends Pick<KeepingOptions, "data" | "checkpointEvery"> {
  readonly resume: Resumption | undefined;
  readonly flags: TrainFlags;
  /** What is measured after each epoch. */
  readonly measured: readonly string[];
  /** Where it is no training of its own, the command that runs the whole. */
  readonly command: string | undefined;
  /** Whether it is the run's one training, in the run's own folder. */
  readonly isAlone: boolean;
}

/** One training of a run, in its folder. */
class KeptRun implements KeptTraining {
  readonly resume?: Resumption;
  readonly folder: RunFolder;
  readonly #options: KeptRunOptions;
  readonly #began = performance.now();
  #saver: Saver | undefined;
  #saving: NodeJS.Timeout | undefined;
  #trained = 0;

  constructor(folder: RunFolder, options: KeptRunOptions) {
    this.folder = folder;
    this.#options = options;
    if (options.resume !== undefined) this.resume = options.resume;
  }

  begin(run: TrainingRun): void {
    const { flags, data, checkpointEvery, command } = this.#options;
    const monitor = this.#options.measured.filter((name): name is SetName => setNames.includes(name as SetName));
    const about = { run, data, monitor: flags.monitor ?? monitor, flags, checkpointEvery };
    const config = configOf({ ...about, version: version(), now: new Date() });
    this.folder.writeConfig(command === undefined ? config : { ...config, command });
    this.#saver = new Saver(run, new Checkpoints(this.folder.checkpoints));
    this.#saving = setInterval(() => this.#saver?.save(), checkpointEvery * 1000);
  }

  epoch(event: Parameters<KeptTraining["epoch"]>[0], watched: Watched): void {
    this.#trained++;
    this.#saver?.check();
    const spent = (this.resume?.seconds ?? 0) + (performance.now() - this.#began) / 1000;
    this.folder.append(event, spent, watched);
  }

  async end(run: TrainingRun, outcome: TrainingRun["outcome"]): Promise<void> {
    clearInterval(this.#saving);
    try {
      if (outcome === undefined) return;
      const wasKept = this.#trained === 0 && this.folder.isFinished;
      if (wasKept) return;
      await this.#saver?.saveNow();
      if (outcome.reason === "aborted") return;
      const about = { folder: this.folder, config: this.folder.readConfig() };
      await saveNetwork({ ...about, run, outcome });
      // Of trainings within a run, a report shows the figures alone.
      if (this.#options.isAlone) await rememberAnswers({ ...about, network: run.network, data: this.#options.data });
    } finally {
      await this.#saver?.idle();
    }
  }
}

/**
 * What a folder has of a run: its newest whole checkpoint, and what was watched. A kill between a checkpoint and the line of its
 * epoch takes what was watched then: nothing is found of a run that needs it.
 */
async function findKept(folder: RunFolder, watches: boolean): Promise<Resumption | undefined> {
  const snapshot = folder.isBegun ? await newest(folder) : undefined;
  if (snapshot === undefined) return undefined;
  const missing = folder.keepMetrics(snapshot.cursor.epoch);
  if (watches && missing > 0) return undefined;
  const { trainingSeconds, seconds } = folder.secondsSpent();
  return { snapshot, trainingSeconds, seconds: seconds + snapshot.cursor.seconds, watched: folder.watched() };
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

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
