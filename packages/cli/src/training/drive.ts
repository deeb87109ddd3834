import type { Checkpoints, EpochEvent, TrainingOutcome, TrainingRun } from "nndl";
import type { TrainingView } from "./view.ts";

export interface Drive {
  readonly run: TrainingRun;
  readonly view: TrainingView;
  /** Where to save what resuming needs, and after how many seconds again. */
  readonly checkpoints?: { readonly store: Pick<Checkpoints, "save">; readonly every: number };
  readonly onEpoch?: (event: EpochEvent) => void;
}

/** Milliseconds between two drawings of a live line. */
export const tickEvery = 80;

/**
 * Takes a training run from its start to its end: shows it and saves checkpoints beside it. Both happen between the run's
 * turns, by timers, and cost the training nothing that can be measured.
 *
 * The last checkpoint is the end, whatever the end is: an interrupted run can be resumed, a finished one prolonged.
 *
 * @throws what the run throws, and NndlError "file.write" when a checkpoint cannot be written
 */
export async function drive({ run, view, checkpoints, onEpoch }: Drive): Promise<TrainingOutcome> {
  const saver = checkpoints === undefined ? undefined : new Saver(run, checkpoints.store);
  const drawing = setInterval(() => view.tick(run.progress), tickEvery);
  const saving = checkpoints && setInterval(() => saver?.save(), checkpoints.every * 1000);
  try {
    for await (const event of run) {
      if (event.type !== "epoch") continue;
      onEpoch?.(event);
      view.epoch(event);
      saver?.check();
    }
  } finally {
    clearInterval(drawing);
    clearInterval(saving);
    view.close();
    await saver?.idle();
  }
  await saver?.saveNow();
  // It is undefined only until the iteration ends.
  return run.outcome as TrainingOutcome;
}

/** Saves one checkpoint at a time; an error waits for someone to see it. */
export class Saver {
  readonly #run: TrainingRun;
  readonly #store: Pick<Checkpoints, "save">;
  #current: Promise<void> | undefined;
  #error: unknown;

  constructor(run: TrainingRun, store: Pick<Checkpoints, "save">) {
    this.#run = run;
    this.#store = store;
  }

  /** Begins to save, unless the one before is still being written. */
  save(): void {
    this.#current ??= this.#write().finally(() => {
      this.#current = undefined;
    });
  }

  async saveNow(): Promise<void> {
    await this.idle();
    this.save();
    await this.idle();
    this.check();
  }

  async idle(): Promise<void> {
    await this.#current;
  }

  check(): void {
    if (this.#error !== undefined) throw this.#error;
  }

  async #write(): Promise<void> {
    try {
      await this.#store.save(this.#run.snapshot());
    } catch (error) {
      // Weights that are no longer finite cannot be saved; the run will find out itself, and say where.
      if ((error as { readonly code?: unknown }).code !== "training.diverged") this.#error ??= error;
    }
  }
}
