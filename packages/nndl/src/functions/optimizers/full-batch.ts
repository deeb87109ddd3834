/**
 * A method that makes each step from the cost and the gradient of all examples, and looks for its length itself. What it is
 * and what it keeps is said here; how it steps, in training/full-batch/, which is loaded when a run wants it.
 */
export interface FullBatchOptimizer<Settings extends object = object> {
  readonly name: string;
  readonly formula: string;
  readonly source: string;
  readonly defaults: Settings;
  /** The allowed range of each setting, both ends included; `whole` when it must be an integer. */
  readonly ranges: {
    readonly [K in keyof Settings]: { readonly min: number; readonly max: number; readonly whole?: boolean };
  };
  /** The arrays that are kept from step to step, each as long as the parameters; all 0 before the first step. */
  stateNames(settings: Settings): readonly string[];
  /** The numbers that are kept, none of them below 0, and what they are before the first step. */
  numbers(settings: Settings): Readonly<Record<string, number>>;
}

/** The setting that all of them have. */
export interface ToleranceSettings {
  /** The run ends where no partial derivative of the whole cost is larger than this; 1e−6 when left out. */
  readonly tolerance: number;
}

export const tolerance = { usual: 1e-6, range: { min: 0, max: 1 } } as const;
