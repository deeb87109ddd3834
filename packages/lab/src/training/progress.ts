import type { EpochEvent, EpochRecord, StopReason, TrainingEvent } from "nndl";
import type { CurvePoint } from "./curve.ts";
import type { EarlyRecord } from "./early.ts";

/** Where a run stands. */
export interface Standing {
  /** Mini-batches done, the most there can be, and how many an epoch has. */
  readonly step: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** Epochs that are over, and the most there can be. */
  readonly epoch: number;
  readonly epochs: number;
  readonly threads: number;
  /** Why the run is over, once it is. */
  readonly ended?: StopReason;
}

/** What a run has to tell since it last told something. */
export interface Progress extends Standing {
  readonly costs: readonly CurvePoint[];
  readonly records: readonly EpochRecord[];
  /** What was measured of a few examples before there was a whole epoch. */
  readonly early: readonly EarlyRecord[];
  readonly learningRate?: number;
  /**
   * Training images in a second, on average since the run began or was given another pace: without measuring and pauses.
   * Absent until there is something to be said.
   */
  readonly imagesPerSecond?: number;
}

/** Milliseconds between two reports: 30 in a second are as many as can be seen. */
const pause = 1000 / 30;

/** Images in an epoch, and the mini-batches that they make. */
interface Epoch {
  readonly images: number;
  readonly steps: number;
}

/** Gathers what a run says, to be told in one piece not more often than it can be seen. */
export class Teller {
  #epoch: Epoch;
  #costs: CurvePoint[] = [];
  #records: EpochRecord[] = [];
  #early: EarlyRecord[] = [];
  #learningRate: number | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** Of the last event, and of the last point of the curve. */
  #step: number;
  #costStep: number;
  /** Mini-batches and milliseconds of training: of the epochs that are over, and of the one at hand. */
  #over = { steps: 0, milliseconds: 0 };
  #atHand = { steps: 0, milliseconds: 0, isWhole: true };

  constructor(epoch: Epoch, step: number) {
    this.#epoch = epoch;
    this.#step = step;
    this.#costStep = step;
    this.#atHand.isWhole = step % epoch.steps === 0;
  }

  /** Takes in an event, for which was waited so long; undefined where it is not known how long training took. */
  hear(event: TrainingEvent, milliseconds: number | undefined): void {
    this.#learningRate = event.learningRate;
    if (event.type === "epoch") {
      const { index, learningRate, evaluations, clipped } = event satisfies EpochEvent;
      this.#records.push({ index, learningRate, evaluations, ...(clipped === undefined ? {} : { clipped }) });
      this.#endEpoch(event.seconds);
    } else {
      this.#costs.push({ step: event.step, cost: event.cost, count: Math.max(1, event.step - this.#costStep) });
      this.#costStep = event.step;
      if (milliseconds !== undefined) {
        this.#atHand.steps += event.step - this.#step;
        this.#atHand.milliseconds += milliseconds;
      }
    }
    this.#step = event.step;
  }

  /** Takes in what was measured before there was an epoch. */
  measured(record: EarlyRecord): void {
    this.#early.push(record);
  }

  /** Who wants to go slowly waits: that is as slow as it shall be. */
  waited(milliseconds: number): void {
    this.#over.milliseconds += milliseconds;
  }

  /** From now on it goes at another speed, or in other mini-batches. */
  startClock(epoch = this.#epoch): void {
    this.#epoch = epoch;
    this.#over = { steps: 0, milliseconds: 0 };
    this.#atHand = { steps: 0, milliseconds: 0, isWhole: this.#step % this.#epoch.steps === 0 };
  }

  isDue(now: number): boolean {
    return now - this.#toldAt >= pause;
  }

  tell(standing: Standing, now: number): Progress {
    const rate = this.#imagesPerSecond;
    const progress = {
      ...standing,
      costs: this.#costs,
      records: this.#records,
      early: this.#early,
      ...(this.#learningRate === undefined ? {} : { learningRate: this.#learningRate }),
      ...(rate === undefined ? {} : { imagesPerSecond: rate }),
    };
    this.#costs = [];
    this.#records = [];
    this.#early = [];
    this.#toldAt = now;
    return progress;
  }

  /** The run itself knows best how long it trained in a whole epoch. */
  #endEpoch(seconds: number): void {
    const { isWhole, steps, milliseconds } = this.#atHand;
    this.#over.steps += isWhole ? this.#epoch.steps : steps;
    this.#over.milliseconds += isWhole ? 1000 * seconds : milliseconds;
    this.#atHand = { steps: 0, milliseconds: 0, isWhole: true };
  }

  get #imagesPerSecond(): number | undefined {
    const milliseconds = this.#over.milliseconds + this.#atHand.milliseconds;
    // A coarse clock needs a while to see anything.
    if (milliseconds <= 100) return undefined;
    const steps = this.#over.steps + this.#atHand.steps;
    return (1000 * steps * (this.#epoch.images / this.#epoch.steps)) / milliseconds;
  }
}
