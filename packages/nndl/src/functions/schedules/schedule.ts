/** A moment of a training run, as a schedule sees it. */
export interface Moment {
  /** The epoch, from 0. */
  readonly epoch: number;
  /** Mini-batches done so far, and in the whole run. */
  readonly step: number;
  readonly steps: number;
  /** How often the learning rate was reduced because nothing improved (see `onPlateau`). */
  readonly reductions: number;
}

/** What a schedule does when the watched quality has not improved for `patience` epochs. */
export interface Plateau {
  readonly patience: number;
  /** Training ends after this many reductions. */
  readonly maxReductions: number;
}

/** A schedule gives the learning rate of every moment, as a multiple of the learning rate that was asked for. */
export interface Schedule<Settings extends object = object> {
  readonly name: string;
  readonly formula: string;
  readonly source: string;
  /** Whether the rate changes from one mini-batch to the next (otherwise only between epochs). */
  readonly perStep: boolean;
  readonly defaults: Settings;
  /** The allowed range of each setting, both ends included; `whole` when it must be an integer. */
  readonly ranges: {
    readonly [K in keyof Settings]: { readonly min: number; readonly max: number; readonly whole?: boolean };
  };
  multiplier(settings: Settings, at: Moment): number;
  onPlateau?(settings: Settings): Plateau;
}
