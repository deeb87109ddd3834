/** What a run's settings say of each moment of it. Nothing here changes, and nothing is computed but numbers. */
import { scheduleOf } from "../functions/index.ts";
import { stream } from "../random/index.ts";
import type { Cursor } from "./cursor.ts";
import type { StopReason } from "./events.ts";
import type { Progress } from "./plateau.ts";
import type { TrainingSettings } from "./settings.ts";

export class Course {
  readonly #settings: TrainingSettings;
  readonly #seed: number;
  /** The number of training examples. */
  readonly count: number;
  /** Examples in a mini-batch: never more than there are, which would only take memory. */
  readonly miniBatchSize: number;

  constructor(settings: TrainingSettings, count: number, seed: number) {
    this.#settings = settings;
    this.#seed = seed;
    this.count = count;
    this.miniBatchSize = Math.min(settings.miniBatchSize, count);
  }

  /** Mini-batches in an epoch. */
  get stepsPerEpoch(): number {
    return Math.ceil(this.count / this.miniBatchSize);
  }

  /** The most mini-batches that the run can have. */
  get steps(): number {
    return this.stepsPerEpoch * this.#settings.epochs;
  }

  /** The order of an epoch's examples, which depends on the seed and the epoch alone. */
  orderOf(epoch: number): Uint32Array {
    return this.#settings.shuffle
      ? stream(this.#seed, "shuffle", epoch).permutation(this.count)
      : Uint32Array.from({ length: this.count }, (_, i) => i);
  }

  /** η of the mini-batch after the first `step` ones. */
  learningRate({ epoch }: Cursor, { reductions }: Progress, step: number): number {
    const { schedule, learningRate } = this.#settings;
    return learningRate * scheduleOf(schedule).multiplier(schedule, { epoch, step, steps: this.steps, reductions });
  }

  /**
   * The example before which something must happen between two mini-batches: an event, another learning rate, or the end
   * of the epoch.
   *
   * @param most mini-batches, since others want a turn after these
   * @param every mini-batches from one event to the next
   */
  endOfStretch({ example, step }: Cursor, most: number, every: number = Number.POSITIVE_INFINITY): number {
    const alone = scheduleOf(this.#settings.schedule).perStep ? 1 : most;
    const toEvent = every === Number.POSITIVE_INFINITY ? every : every - (step % every);
    return Math.min(this.count, example + Math.min(alone, toEvent) * this.miniBatchSize);
  }

  /** Why the run ends before the next epoch, if it does. */
  reasonToStop({ epoch }: Cursor, { sinceBest, reductions }: Progress): StopReason | undefined {
    const { epochs, earlyStopping, schedule } = this.#settings;
    const plateau = scheduleOf(schedule).onPlateau?.(schedule);
    if (earlyStopping !== undefined && sinceBest >= earlyStopping.patience) return "no improvement";
    if (plateau !== undefined && reductions >= plateau.maxReductions) return "learning rate";
    return epoch >= epochs ? "finished" : undefined;
  }
}
