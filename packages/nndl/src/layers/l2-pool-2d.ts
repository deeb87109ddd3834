import { type PairInput, shown } from "./geometry.ts";
import { type PoolInput, type PoolOptions, type PoolSpec, poolLayer } from "./pool-layer.ts";
import { poolings } from "./pooling.ts";

/** An L2-pooling layer, complete. */
export type L2Pool2dSpec = PoolSpec<"l2Pool2d">;
/** An L2-pooling layer as one writes it; the stride is the window when absent. */
export type L2Pool2dInput = PoolInput<"l2Pool2d">;

/**
 * Describes an L2-pooling layer: each window of each channel becomes √Σ x². Windows that do not fit are left out; where a
 * window is all zero, its derivative is taken as 0.
 *
 * @param window the extent of a window: 2 for 2 × 2, or [vertical, horizontal]
 * @param options stride: how far apart windows begin; as the window when absent
 * @throws NndlError "layer.window", "layer.stride"
 * @example network({ input: [1, 28, 28], layers: [conv2d(6, 5, "tanh"), l2Pool2d(2), dense(10, "softmax")] })
 * @see chapter 6, the section on pooling layers
 */
export function l2Pool2d(window: PairInput, options: PoolOptions = {}): L2Pool2dInput {
  const spec: L2Pool2dInput = { type: "l2Pool2d", window, ...options };
  l2Pool2dLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `l2Pool2d(${shown(window)})`);
  return spec;
}

export const l2Pool2dLayer = poolLayer("l2Pool2d", poolings.l2);
