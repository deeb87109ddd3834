import type { SetName } from "@nndl/words/set-names";

/** What was measured of a set's first examples within the first epoch, when there is no record yet. */
export interface EarlyRecord {
  /** After so many mini-batches. */
  readonly step: number;
  readonly set: SetName;
  readonly count: number;
  /** The mean cost, without the regularization. */
  readonly dataCost: number;
  /** Where there are classes. */
  readonly accuracy?: number;
}

/** Of how many examples at most. */
export const mostEarly = 1000;

/** From one measurement to the next: milliseconds at least, and how many times as long as one takes. */
export interface EarlyPause {
  readonly least: number;
  readonly patience: number;
}
const usualPause: EarlyPause = { least: 2500, patience: 5 };

/** When it is time to measure: seldom, and never so often that it would hold up training. */
export class EarlyClock {
  readonly #pause: EarlyPause;
  #since: number;
  #took = 0;
  #isBusy = false;

  constructor(now: number, pause = usualPause) {
    this.#since = now;
    this.#pause = pause;
  }

  isDue(now: number): boolean {
    const { least, patience } = this.#pause;
    return !this.#isBusy && now - this.#since >= Math.max(least, patience * this.#took);
  }

  begin(now: number): void {
    this.#isBusy = true;
    this.#since = now;
  }

  end(now: number): void {
    this.#isBusy = false;
    this.#took = now - this.#since;
    this.#since = now;
  }
}
