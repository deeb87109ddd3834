import type { Regularization } from "../regularizers/index.ts";
import { regularizers } from "../regularizers/index.ts";

/** Everything an update depends on besides the parameter and its gradient. */
export interface UpdateSettings {
  readonly learningRate: number;
  /** λ/n for each regularizer; all 0 for parameters that are not regularized (biases). */
  readonly penalties: Regularization;
  /** The number of this update, counted from 1 over the whole training run. */
  readonly updateNumber: number;
}

/**
 * An optimizer turns the gradient of a mini-batch into a change of the parameters.
 *
 * `update` is its float64 definition: `w` is changed in place, `gradient` is the mean over the mini-batch of the
 * unregularized cost's gradient, and `state` holds one array per name in `stateNames`, zero before the first update.
 */
export interface Optimizer<Settings extends object = object> {
  readonly name: string;
  readonly formula: string;
  readonly source: string;
  readonly stateNames: readonly string[];
  readonly defaults: Settings;
  /** The allowed range of each setting: [from, to), and from itself is allowed. */
  readonly ranges: { readonly [K in keyof Settings]: readonly [number, number] };
  update(
    settings: Settings,
    at: UpdateSettings,
    w: Float64Array,
    gradient: Float64Array,
    state: readonly Float64Array[],
  ): void;
}

/** The slope that the regularizers add at w. */
export function penaltySlope(penalties: Regularization, w: number): number {
  return penalties.l2 * regularizers.l2.slope(w) + penalties.l1 * regularizers.l1.slope(w);
}
