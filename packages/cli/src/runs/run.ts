/** What is found where runs are kept. */
import type { StoredResult } from "@nndl/book";
import type { BoltzmannConfig } from "../boltzmann/folder.ts";
import type { RunConfig } from "../training/run-folder.ts";
import type { EpochLine } from "./metrics.ts";

/** A folder that a training, an experiment, an ensemble or Boltzmann machines were kept in. */
export interface Run {
  readonly path: string;
  /** As short as it can be said from here. */
  readonly name: string;
  readonly state: "finished" | "interrupted" | "running";
  /** When it was begun, in milliseconds since 1970, as far as can be told. */
  readonly began: number;
  /** Where it is a training. */
  readonly training?: Training;
  /** Where it is a run of one of the book's experiments, which may be a training at the same time. */
  readonly experiment?: KeptExperiment;
  /** Where it is an ensemble: its members, as far as they are begun. */
  readonly ensemble?: { readonly members: number; readonly runs: readonly Run[] };
  /** Where Boltzmann machines are trained: how, and how many of them are done. */
  readonly machines?: { readonly config: BoltzmannConfig; readonly done: number };
}

export interface Training {
  readonly config: RunConfig;
  readonly epochs: readonly EpochLine[];
  /** Lines of metrics.jsonl that could not be read. */
  readonly unreadable: number;
  /** Of the weights that it ended with, as its card says. */
  readonly sha256?: string;
}

export interface KeptExperiment {
  /** "ch3/regularized" */
  readonly name: string;
  readonly seed: number;
  /** "" for a run in full, else what is less in it: "quick", "epochs 2". */
  readonly form: string;
  /** Once it has come to its end. */
  readonly result?: StoredResult;
  /** The folders of the trainings that are its parts. */
  readonly trainings: readonly string[];
  /** Other steps that are done. */
  readonly steps: number;
}

/** A folder that looks like a run's, and cannot be read as one. */
export interface LeftAlone {
  readonly path: string;
  readonly name: string;
  /** What is wrong with it, as the end of a sentence. */
  readonly why: string;
}
