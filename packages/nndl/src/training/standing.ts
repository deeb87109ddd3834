import type { Network } from "../network/index.ts";
import { beginning, type Cursor, nextEpoch } from "./cursor.ts";
import type { EpochRecord } from "./events.ts";
import type { Memory } from "./full-batch/method.ts";
import { noProgress, type Progress, progressAfter } from "./plateau.ts";
import type { TrainingSettings } from "./settings.ts";
import { copyParameters, type TrainingSnapshot } from "./snapshot.ts";

type Parameters = ReadonlyMap<string, Float32Array>;

/** How far a run has come, and what it keeps of the way. */
export class Standing {
  cursor: Cursor = beginning;
  progress: Progress = noProgress;
  readonly history: EpochRecord[] = [];
  /** The weights of the best epoch, where early stopping will want them back. */
  best: Parameters | undefined;
  /** The weights at the end of the last whole epoch, or the first ones: what remains when training diverges. */
  good: Parameters = new Map();
  /** What an optimizer that looks at all examples remembers; absent before its first step. */
  memory: Memory | undefined;
  /** Whether such an optimizer is within a step: settings that change now hold from the next one on. */
  isStepping = false;
  /** Whether the last step of such an optimizer left nothing to be gained. */
  isMinimum = false;
  /** Mini-batches from one event to the next, where such events are wanted. */
  every: number | undefined;
  readonly #settings: TrainingSettings;

  constructor(settings: TrainingSettings, every: number | undefined) {
    this.#settings = settings;
    this.every = every;
  }

  /** Where a checked snapshot was made. */
  restore({ cursor, history, best }: TrainingSnapshot): void {
    this.cursor = cursor;
    for (const record of history) this.#record(record);
    this.best = best;
  }

  /** Moves on to the next epoch; tells whether the one that is over was the best so far, when something is watched. */
  advance(record: EpochRecord, network: Network): boolean | undefined {
    this.#record(record);
    this.good = copyParameters(network);
    this.cursor = nextEpoch(this.cursor);
    const { watch, earlyStopping } = this.#settings;
    if (watch === undefined) return undefined;
    const improved = this.progress.bestEpoch === record.index;
    if (improved && earlyStopping?.restoreBest) this.best = this.good;
    return improved;
  }

  #record(record: EpochRecord): void {
    this.history.push(record);
    this.progress = progressAfter(this.progress, record, this.#settings);
  }
}
