import { type PairInput, shown } from "./geometry.ts";
import { type PoolInput, type PoolOptions, type PoolSpec, poolLayer } from "./pool-layer.ts";
import { poolings } from "./pooling.ts";

/** A max-pooling layer, complete. */
export type MaxPool2dSpec = PoolSpec<"maxPool2d">;
/** A max-pooling layer as one writes it; the stride is the window when absent. */
export type MaxPool2dInput = PoolInput<"maxPool2d">;

/**
 * Describes a max-pooling layer: each window of each channel becomes its largest value. Windows that do not fit are left
 * out; the error goes back to the largest value, of equal ones to the first in raster order.
 *
 * @param window the extent of a window: 2 for 2 × 2, or [vertical, horizontal]
 * @param options stride: how far apart windows begin; as the window when absent, smaller for windows that overlap
 * @throws NndlError "layer.window", "layer.stride"
 * @example network({ input: [1, 28, 28], layers: [conv2d(20, 5, "relu"), maxPool2d(2), dense(10, "softmax")] })
 * @see chapter 6, the section on pooling layers
 */
export function maxPool2d(window: PairInput, options: PoolOptions = {}): MaxPool2dInput {
  const spec: MaxPool2dInput = { type: "maxPool2d", window, ...options };
  maxPool2dLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `maxPool2d(${shown(window)})`);
  return spec;
}

export const maxPool2dLayer = poolLayer("maxPool2d", poolings.max);
