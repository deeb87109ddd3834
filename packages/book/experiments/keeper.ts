/** Keeps what a run has done, so that it can go on after an interrupt; the command line keeps it in a folder. */
import type { EpochEvent, NetworkSpec, TrainingOutcome, TrainingRun, TrainingSettings, TrainingSnapshot } from "nndl";
import type { Experiment } from "./experiment.ts";

/** Numbers that an experiment watches beside a training: before its first epoch, and after each. */
export type Watched = Readonly<Record<string, number>>;

export interface Keeper {
  /** What was kept under a name; undefined where nothing was. Plain JSON. */
  readonly recall: (name: string) => unknown;
  readonly keep: (name: string, value: unknown) => void;
  /** Opens what is kept of a training, or begins to keep it. */
  readonly training: (name: string, about: TrainingAbout) => Promise<KeptTraining>;
  /** Where another experiment's run with a seed is kept. */
  readonly other: (experiment: Experiment, seed: number) => Promise<Keeper>;
  /** Whoever opened it closes it. */
  readonly close: () => void;
}

/** What tells one training from another. */
export interface TrainingAbout {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
  /** The names of what is measured after each epoch. */
  readonly measured: readonly string[];
}

export interface KeptTraining {
  /** Where an interrupted run goes on, and what it has taken so far; one that has come to its end gives its result. */
  readonly resume?: Resumption;
  readonly begin: (run: TrainingRun) => void;
  readonly epoch: (event: EpochEvent, watched: Watched) => void;
  /** At its end, whatever that is; without an outcome, it failed. */
  readonly end: (run: TrainingRun, outcome: TrainingOutcome | undefined) => Promise<void>;
}

export interface Resumption {
  readonly snapshot: TrainingSnapshot;
  /** Seconds since its beginning, and those that went into training whole epochs. */
  readonly seconds: number;
  readonly trainingSeconds: number;
  /** What was watched after each epoch. */
  readonly watched: readonly Watched[];
}

/** Keeps nothing but what it is told, as long as it lives. */
export function inMemory(): Keeper {
  const kept = new Map<string, unknown>();
  return {
    recall: (name) => kept.get(name),
    keep: (name, value) => kept.set(name, value),
    training: () => Promise.resolve({ begin() {}, epoch() {}, end: () => Promise.resolve() }),
    other: () => Promise.resolve(inMemory()),
    close() {},
  };
}
