import { knownKeys, oneOf, type Where } from "../check.ts";
import type { CodeIn } from "../error-codes.ts";
import type { ActivationName } from "../functions/index.ts";
import {
  type ConvolutionFields,
  type ConvolutionInput,
  checkConvolution,
  convolutionFields,
  convolutionParameters,
  convolvedShape,
  correlationOf,
  describeConvolution,
} from "./convolution.ts";
import { correlate, correlateBack } from "./correlation.ts";
import { eachExample } from "./each-example.ts";
import { type Pair, type PairInput, placeWindows, readPair, short, shown, times } from "./geometry.ts";
import { type LayerKind, type Shape, sizeOf } from "./layer.ts";
import { pooledShape } from "./pool-layer.ts";
import { type PoolingName, pool, poolBack, poolingNames, poolings } from "./pooling.ts";

/** The book's convolution-and-pooling layer, as plain JSON. */
export interface ConvPool2dSpec extends ConvolutionFields {
  readonly type: "convPool2d";
  readonly pool: PoolingName;
  readonly window: Pair;
  readonly windowStride: Pair;
}

/** The book's convolution-and-pooling layer as one writes it. */
export interface ConvPool2dInput extends ConvolutionInput {
  readonly type: "convPool2d";
  /** "max" when absent. */
  readonly pool?: PoolingName | undefined;
  /** 2 when absent. */
  readonly window?: PairInput | undefined;
  /** As the window when absent: windows lie side by side. */
  readonly windowStride?: PairInput | undefined;
}

/**
 * Describes the book's ConvPoolLayer: convolve → pool → add the bias → activation, in one layer. The usual order, bias and
 * activation before pooling, is {@link conv2d} followed by {@link maxPool2d}; for max-pooling and an activation that
 * never falls both give the same values.
 *
 * Pooling windows that do not fit are left out, as with Theano's `ignore_border`. Its initializers count fewer
 * connections than conv2d's: n_out = filters · kernel area / window area, as network3 does.
 *
 * @param filters the number of filters, each of which makes one feature map
 * @param kernel the extent of a filter: 5 for 5 × 5, or [vertical, horizontal]
 * @param window the extent of a pooling window; 2 when absent
 * @param activation "sigmoid" when absent
 * @param options pool ("max", "average" or "l2"), windowStride (as the window), and those of conv2d
 * @throws NndlError as conv2d, and "layer.pool", "layer.window", "layer.windowStride"
 * @example network({ input: [1, 28, 28], layers: [convPool2d(20, 5, 2), dense(100), dense(10, "softmax")] })
 * @see chapter 6, the section on the convolutional network's code
 */
export function convPool2d(
  filters: number,
  kernel: PairInput,
  window: PairInput = 2,
  activation: ActivationName = "sigmoid",
  options: Omit<ConvPool2dInput, "type" | "filters" | "kernel" | "window" | "activation"> = {},
): ConvPool2dInput {
  const spec: ConvPool2dInput = { type: "convPool2d", filters, kernel, window, activation, ...options };
  const call = `convPool2d(${shown(filters, kernel, window)})`;
  convPool2dLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, call);
  return spec;
}

/** The book's layer: z = pool(w ⋆ input) + b, weights [filters, channels / groups, rows, columns], biases [filters]. */
export const convPool2dLayer: LayerKind<ConvPool2dSpec> = {
  type: "convPool2d",

  check(fields, defaults, where) {
    const known = ["type", ...convolutionFields, "pool", "window", "windowStride"];
    knownKeys(fields, known, { code: "layer.field", what: where });
    const at = (name: CodeIn<"layer">): Where => ({ code: `layer.${name}`, what: `${where}: ${name}` });
    const window = readPair(fields.window ?? 2, at("window"));
    return {
      type: "convPool2d",
      ...checkConvolution(fields, defaults, where),
      pool: oneOf(fields.pool ?? "max", poolingNames, at("pool")),
      window,
      windowStride: readPair(fields.windowStride ?? window, at("windowStride")),
    };
  },

  outputShape: (spec, input, where) =>
    pooledShape({ window: spec.window, stride: spec.windowStride }, convolvedShape(spec, input, where), where),

  parameters: (spec, input) => convolutionParameters(spec, input, spec.window[0] * spec.window[1]),

  forward(spec, shape, { weights, biases }, input, z, { count }) {
    const { correlation, maps, windows } = stepsOf(spec, shape);
    const places = sizeOf(windows.output);
    eachExample(count, [input, z], ([x, out]) => {
      correlate(correlation, weights, x, maps);
      pool(poolings[spec.pool], windows, maps, out);
      for (let i = 0; i < out.length; i++) out[i] += biases[Math.floor(i / places)];
    });
  },

  backward(spec, shape, { parameters: { weights }, input, delta, gradients, inputError, pass: { count } }) {
    const { correlation, maps, windows } = stepsOf(spec, shape);
    const mapErrors = new Float64Array(maps.length);
    const places = sizeOf(windows.output);
    for (let i = 0; i < delta.length; i++) gradients.biases[Math.floor(i / places) % spec.filters] += delta[i];
    eachExample(count, [input, delta, inputError], ([x, error, below]) => {
      correlate(correlation, weights, x, maps);
      poolBack(poolings[spec.pool], windows, maps, error, mapErrors);
      correlateBack(correlation, weights, x, mapErrors, gradients.weights, below);
    });
  },

  describe(spec) {
    const { pool: name, window, windowStride } = spec;
    const apart = times(window) === times(windowStride) ? "" : ` stride ${short(windowStride)}`;
    return `convPool2d ${describeConvolution(spec)}, ${name} of ${times(window)}${apart}, ${spec.activation}`;
  },

  samples: {
    good: [
      { spec: { type: "convPool2d", filters: 3, kernel: 3 }, input: [2, 6, 8] },
      { spec: { type: "convPool2d", filters: 2, kernel: 2, window: [2, 3], activation: "tanh" }, input: [1, 6, 9] },
      { spec: { type: "convPool2d", filters: 2, kernel: 2, window: 3, windowStride: 2 }, input: [2, 7, 6] },
      {
        spec: { type: "convPool2d", filters: 4, kernel: 3, padding: "same", groups: 2, activation: "relu" },
        input: [2, 5, 5],
      },
      { spec: { type: "convPool2d", filters: 2, kernel: 2, pool: "average", stride: 2 }, input: [1, 8, 8] },
      {
        spec: { type: "convPool2d", filters: 2, kernel: 2, pool: "l2", padding: 1, activation: "linear" },
        input: [1, 3, 3],
      },
      { spec: { type: "convPool2d", filters: 2, kernel: 1, window: 1, activation: "softmax" }, input: [1, 2, 2] },
      { spec: { type: "convPool2d", filters: 5, kernel: 3, initializer: "network3" }, input: [1, 6, 6] },
    ],
    bad: [
      { spec: { type: "convPool2d", filters: 3, kernel: 5 }, input: [1, 4, 4], code: "layer.kernel" },
      { spec: { type: "convPool2d", filters: 3, kernel: 3, window: 3 }, input: [1, 4, 4], code: "layer.window" },
      { spec: { type: "convPool2d", filters: 3, kernel: 3, window: 0 }, input: [1, 4, 4], code: "layer.window" },
      {
        spec: { type: "convPool2d", filters: 3, kernel: 3, windowStride: 0 },
        input: [1, 4, 4],
        code: "layer.windowStride",
      },
      { spec: { type: "convPool2d", filters: 3, kernel: 3, pool: "min" }, input: [1, 4, 4], code: "layer.pool" },
      { spec: { type: "convPool2d", filters: 3, kernel: 3 }, input: [16], code: "layer.input" },
      { spec: { type: "convPool2d", filters: 3, kernel: 3, groups: 2 }, input: [2, 4, 4], code: "layer.groups" },
      { spec: { type: "convPool2d", filters: 3, kernel: 2, poolsize: 2 }, input: [1, 4, 4], code: "layer.field" },
    ],
  },
};

interface Steps {
  readonly correlation: ReturnType<typeof correlationOf>;
  readonly maps: Float64Array;
  readonly windows: ReturnType<typeof placeWindows>;
}

/** The convolution, room for its feature maps, and the windows over them. */
export function stepsOf(spec: ConvPool2dSpec, shape: Shape): Steps {
  const correlation = correlationOf(spec, shape);
  const convolved = [spec.filters, ...correlation.windows.output];
  return {
    correlation,
    maps: new Float64Array(sizeOf(convolved)),
    windows: placeWindows(convolved, spec.window, spec.windowStride),
  };
}
