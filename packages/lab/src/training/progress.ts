import type { EpochEvent, EpochRecord, StopReason, TrainingEvent } from "nndl";
import type { CurvePoint } from "./curve.ts";

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
  readonly learningRate?: number;
  /** Training images in a second of the last while; absent where nothing was trained. */
  readonly imagesPerSecond?: number;
}

/** Milliseconds between two reports: 30 in a second are as many as can be seen. */
const pause = 1000 / 30;

/** Gathers what a run says, to be told in one piece not more often than it can be seen. */
export class Teller {
  readonly #imagesPerStep: number;
  #costs: CurvePoint[] = [];
  #records: EpochRecord[] = [];
  #learningRate: number | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** Of the last event, and of the last point of the curve. */
  #step: number;
  #costStep: number;
  #wasEpoch = false;
  /** Time and mini-batches of training since the last report. */
  #milliseconds = 0;
  #trained = 0;
  #rate: number | undefined;

  constructor(imagesPerStep: number, step: number) {
    this.#imagesPerStep = imagesPerStep;
    this.#step = step;
    this.#costStep = step;
  }

  /** Takes in an event, for which was waited so long; 0 where it is not known how long training took. */
  hear(event: TrainingEvent, milliseconds: number): void {
    this.#learningRate = event.learningRate;
    if (event.type === "epoch") {
      const { index, learningRate, evaluations } = event satisfies EpochEvent;
      this.#records.push({ index, learningRate, evaluations });
    } else {
      this.#costs.push({ step: event.step, cost: event.cost, count: Math.max(1, event.step - this.#costStep) });
      this.#costStep = event.step;
    }
    // What comes before an epoch's event includes measuring, which is no training; epochs without another event are so
    // short that nobody could tell.
    const isTraining = event.type === "mini-batch" || this.#wasEpoch;
    if (isTraining && milliseconds > 0) {
      this.#milliseconds += milliseconds;
      this.#trained += event.step - this.#step;
    }
    this.#wasEpoch = event.type === "epoch";
    this.#step = event.step;
  }

  isDue(now: number): boolean {
    return now - this.#toldAt >= pause;
  }

  tell(standing: Standing, now: number): Progress {
    // A coarse clock needs a while to see anything.
    if (this.#milliseconds > 100) {
      this.#rate = (1000 * this.#trained * this.#imagesPerStep) / this.#milliseconds;
      this.#milliseconds = 0;
      this.#trained = 0;
    }
    const progress = {
      ...standing,
      costs: this.#costs,
      records: this.#records,
      ...(this.#learningRate === undefined ? {} : { learningRate: this.#learningRate }),
      ...(this.#rate === undefined ? {} : { imagesPerSecond: this.#rate }),
    };
    this.#costs = [];
    this.#records = [];
    this.#toldAt = now;
    return progress;
  }
}
