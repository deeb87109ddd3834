import { type PairInput, shown } from "./geometry.ts";
import { type PoolInput, type PoolOptions, type PoolSpec, poolLayer } from "./pool-layer.ts";
import { poolings } from "./pooling.ts";

/** An average-pooling layer, complete. */
export type AveragePool2dSpec = PoolSpec<"averagePool2d">;
/** An average-pooling layer as one writes it; the stride is the window when absent. */
export type AveragePool2dInput = PoolInput<"averagePool2d">;

/**
 * Describes an average-pooling layer: each window of each channel becomes its mean. Windows that do not fit are left out.
 *
 * @param window the extent of a window: 2 for 2 × 2, or [vertical, horizontal]
 * @param options stride: how far apart windows begin; as the window when absent
 * @throws NndlError "layer.window", "layer.stride"
 * @example network({ input: [1, 28, 28], layers: [conv2d(6, 5, "tanh"), averagePool2d(2), dense(10, "softmax")] })
 * @see LeCun, Bottou, Bengio and Haffner, 1998, where LeNet-5 subsamples in this way
 */
export function averagePool2d(window: PairInput, options: PoolOptions = {}): AveragePool2dInput {
  const spec: AveragePool2dInput = { type: "averagePool2d", window, ...options };
  averagePool2dLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `averagePool2d(${shown(window)})`);
  return spec;
}

export const averagePool2dLayer = poolLayer("averagePool2d", poolings.average);
