/** What a run of an experiment is given, and what comes out of it. */
import type { Dataset, Engine, EpochEvent, MiniBatchEvent, Network, TrainingRun, TrainingSnapshot } from "nndl";
import type { TrainingExperiment } from "./experiment.ts";

/** Where an interrupted run goes on, and what it has taken so far. */
export interface Resumption {
  readonly snapshot: TrainingSnapshot;
  /** Seconds since its beginning, and those that went into training whole epochs. */
  readonly seconds: number;
  readonly trainingSeconds: number;
}

export interface RunOptions {
  readonly seed: number;
  readonly data: Readonly<Record<"training" | "validation" | "test", Dataset>>;
  /** As for `train`; threads never change a result. */
  readonly engine?: Engine;
  readonly threads?: number | "auto";
  /** Ends the run; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the training run before it begins: what shows it may read its `progress`, and save its `snapshot()`. */
  readonly onStart?: (run: TrainingRun) => void;
  /** Called after each epoch; its evaluation is under `event.evaluations[experiment.evaluation]`. */
  readonly onEpoch?: (event: EpochEvent) => void;
  /** Called a few dozen times in each epoch, with the mean cost since the last call. */
  readonly onProgress?: (event: MiniBatchEvent) => void;
  /** Other epochs than the experiment's, or only the first so many training images: a quick look (see `asInBook`). */
  readonly epochs?: number;
  readonly limit?: number;
  /** Goes on with a run of a training experiment, to the same bits; one that has come to its end gives its result. */
  readonly resume?: Resumption;
  /** Fewer members of an ensemble than the experiment's, and how each is run; afresh, one after another, when absent. */
  readonly members?: number;
  readonly runMember?: (member: TrainingExperiment, options: RunOptions) => Promise<ExperimentResult>;
}

/** One run of one experiment. Plain JSON, except for the network. */
export interface ExperimentResult {
  readonly name: string;
  /** What chance came from; the darkness experiment has none and ignores it. */
  readonly seed: number;
  /** The result by the experiment's reading: percent of the evaluated images read correctly. */
  readonly value: number;
  /** Images evaluated, and how many of them were read correctly after each epoch (once, where nothing trains). */
  readonly count: number;
  readonly correct: readonly number[];
  /** Where the validation images say which epoch is read: how many of them were read correctly after each epoch. */
  readonly validation?: readonly number[];
  /** The epoch, from 0, with the most correct, the first of equals; of the validation images, if they say, the last. */
  readonly bestEpoch: number;
  /** Whether it trained for the experiment's own epochs on all the images; otherwise it says nothing about the book. */
  readonly asInBook: boolean;
  /** Seconds from start to end, evaluation included. */
  readonly seconds: number;
  /** Where a network was trained: training alone, threads, and the final weights' hash (of an ensemble, of the hashes). */
  readonly secondsPerEpoch?: number;
  readonly imagesPerSecond?: number;
  readonly threads?: number;
  readonly sha256?: string;
  readonly network?: Network;
  /** Of an ensemble: each network by itself, and the images that the vote gets wrong. */
  readonly members?: readonly EnsembleMember[];
  readonly mistakes?: readonly Mistake[];
}

export interface EnsembleMember {
  readonly seed: number;
  /** Images read correctly at the end of training. */
  readonly correct: number;
  readonly sha256: string;
}

/** An evaluated image that was misread. */
export interface Mistake {
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
}
