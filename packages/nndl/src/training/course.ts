/** What a run's settings say of each moment of it. Nothing here changes, and nothing is computed but numbers. */
import { scheduleOf } from "../functions/index.ts";
import { stream } from "../random/index.ts";
import type { Cursor } from "./cursor.ts";
import type { StopReason } from "./events.ts";
import type { Progress } from "./plateau.ts";
import type { TrainingSettings } from "./settings.ts";

/** Where a mini-batch begins: so many came before it, and so many examples of its epoch. */
type Place = Pick<Cursor, "epoch" | "example" | "step">;

/** A part of a run throughout which the same settings hold. */
interface Part extends Place {
  readonly settings: TrainingSettings;
  /** Examples in a mini-batch: never more than there are, which would only take memory. */
  readonly miniBatchSize: number;
}

export class Course {
  /** All settings of the run, with their changes. */
  readonly settings: TrainingSettings;
  /** The number of training examples. */
  readonly count: number;
  readonly #seed: number;
  /** In the order of the run, the first from its beginning. */
  readonly #parts: readonly Part[];

  constructor(settings: TrainingSettings, count: number, seed: number) {
    this.settings = settings;
    this.#seed = seed;
    this.count = count;
    const { changes = [], ...first } = settings;
    const partFrom = (place: Place, now: TrainingSettings): Part => ({
      ...place,
      settings: now,
      miniBatchSize: Math.min(now.miniBatchSize, count),
    });
    const parts = [partFrom({ epoch: 0, example: 0, step: 0 }, first)];
    for (const { atMiniBatch, settings: changed } of changes) {
      const before = parts[parts.length - 1];
      parts.push(partFrom(this.#placeIn(before, atMiniBatch), { ...before.settings, ...changed }));
    }
    this.#parts = parts;
  }

  /** The same run with other settings. */
  with(settings: TrainingSettings): Course {
    return new Course(settings, this.count, this.#seed);
  }

  /** The settings of the mini-batch after the first `step` ones. */
  settingsAt(step: number): TrainingSettings {
    return this.#partAt(step).settings;
  }

  /** Examples in the mini-batch after the first `step` ones. */
  miniBatchSizeAt(step: number): number {
    return this.#partAt(step).miniBatchSize;
  }

  /** Examples in the largest mini-batch of the run. */
  get largestMiniBatch(): number {
    return Math.max(...this.#parts.map(({ miniBatchSize }) => miniBatchSize));
  }

  /** Examples in the smallest mini-batch of the run, apart from those at the end of an epoch. */
  get smallestMiniBatch(): number {
    return Math.min(...this.#parts.map(({ miniBatchSize }) => miniBatchSize));
  }

  /** Mini-batches in an epoch, with the settings of the mini-batch after the first `step` ones. */
  stepsPerEpochAt(step: number): number {
    return Math.ceil(this.count / this.miniBatchSizeAt(step));
  }

  /**
   * The most mini-batches that the run can have, as far as can be known after the first `step` ones. Changes to come do not
   * count: a schedule that stretches over the run must not depend on what nobody had yet wanted.
   */
  stepsAt(step: number): number {
    const { epochs } = this.settings;
    const part = this.#partAt(step);
    if (part.epoch >= epochs) return part.step;
    const ofEpoch = Math.ceil((this.count - part.example) / part.miniBatchSize);
    return part.step + ofEpoch + (epochs - part.epoch - 1) * this.stepsPerEpochAt(step);
  }

  /** Where the mini-batch after the first `step` ones begins. */
  placeOf(step: number): Place {
    return this.#placeIn(this.#partAt(step), step);
  }

  /** The order of an epoch's examples, which depends on the seed and the epoch alone. */
  orderOf(epoch: number): Uint32Array {
    if (this.settings.carry) return this.#inRows();
    return this.settings.shuffle
      ? stream(this.#seed, "shuffle", epoch).permutation(this.count)
      : Uint32Array.from({ length: this.count }, (_, i) => i);
  }

  /** Each row of the mini-batches reads on, from where its part of the examples begins. */
  #inRows(): Uint32Array {
    const rows = this.miniBatchSizeAt(0);
    const each = this.count / rows;
    return Uint32Array.from({ length: this.count }, (_, i) => (i % rows) * each + Math.floor(i / rows));
  }

  /** η of the mini-batch after the first `step` ones. */
  learningRate({ epoch }: Cursor, { reductions }: Progress, step: number): number {
    const { schedule, learningRate } = this.settingsAt(step);
    const steps = this.stepsAt(step);
    return learningRate * scheduleOf(schedule).multiplier(schedule, { epoch, step, steps, reductions });
  }

  /**
   * The example before which something must happen between two mini-batches: an event, another learning rate, other
   * settings, or the end of the epoch.
   *
   * @param most mini-batches, since others want a turn after these
   * @param every mini-batches from one event to the next
   */
  endOfStretch({ example, step }: Cursor, most: number, every: number = Number.POSITIVE_INFINITY): number {
    const alone = scheduleOf(this.settings.schedule).perStep ? 1 : most;
    const toEvent = every === Number.POSITIVE_INFINITY ? every : every - (step % every);
    const change = this.#parts[this.#indexAt(step) + 1];
    const toChange = change === undefined ? Number.POSITIVE_INFINITY : change.step - step;
    return Math.min(this.count, example + Math.min(alone, toEvent, toChange) * this.miniBatchSizeAt(step));
  }

  /** Why the run ends before the next epoch, if it does. */
  reasonToStop({ epoch }: Cursor, { sinceBest, reductions }: Progress): StopReason | undefined {
    const { epochs, earlyStopping, schedule } = this.settings;
    const plateau = scheduleOf(schedule).onPlateau?.(schedule);
    if (earlyStopping !== undefined && sinceBest >= earlyStopping.patience) return "no improvement";
    if (plateau !== undefined && reductions >= plateau.maxReductions) return "learning rate";
    return epoch >= epochs ? "finished" : undefined;
  }

  #partAt(step: number): Part {
    return this.#parts[this.#indexAt(step)];
  }

  /** From the end, since a run is mostly asked for where it stands. */
  #indexAt(step: number): number {
    let index = this.#parts.length - 1;
    while (index > 0 && this.#parts[index].step > step) index--;
    return index;
  }

  #placeIn({ epoch, example, step: from, miniBatchSize }: Part, step: number): Place {
    const ofEpoch = Math.ceil((this.count - example) / miniBatchSize);
    const done = step - from;
    if (done < ofEpoch) return { epoch, example: example + done * miniBatchSize, step };
    const perEpoch = Math.ceil(this.count / miniBatchSize);
    const later = done - ofEpoch;
    return {
      epoch: epoch + 1 + Math.floor(later / perEpoch),
      example: (later % perEpoch) * miniBatchSize,
      step,
    };
  }
}
