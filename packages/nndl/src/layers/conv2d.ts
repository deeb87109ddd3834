import { knownKeys } from "../check.ts";
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
import { type PairInput, shown } from "./geometry.ts";
import { type LayerKind, sizeOf } from "./layer.ts";

/** A convolutional layer, as plain JSON. */
export interface Conv2dSpec extends ConvolutionFields {
  readonly type: "conv2d";
}

/** A convolutional layer as one writes it. */
export interface Conv2dInput extends ConvolutionInput {
  readonly type: "conv2d";
}

/**
 * Describes a convolutional layer, a = f(b + Σ w·input) with the same few weights at every place of an image:
 * z_{f,j,k} = b_f + Σ_{c,l,m} w_{f,c,l,m} · input_{c, sj+l, sk+m}.
 *
 * It is a cross-correlation: the kernel is not flipped, unlike in Theano, which the book's programs ran on.
 * Input [channels, height, width] becomes [filters, rows, columns], where
 * rows = ⌊(height + padding − kernel) / stride⌋ + 1. A softmax is over all values of an example.
 *
 * @param filters the number of filters, each of which makes one feature map
 * @param kernel the extent of a filter: 5 for 5 × 5, or [vertical, horizontal]
 * @param activation f; "sigmoid" when absent
 * @param options stride (1), padding ("valid"; "same" makes ⌈height / stride⌉ rows; or zeros on each side, from 0 to
 *   kernel − 1), groups (1; each group of filters sees its own part of the channels), initializer
 * @throws NndlError "layer.filters", "layer.kernel", "layer.stride", "layer.padding", "layer.groups", …
 * @example network({ input: [1, 28, 28], layers: [conv2d(20, 5, "relu"), maxPool2d(2), dense(10, "softmax")] })
 * @see chapter 6, equation 125
 */
export function conv2d(
  filters: number,
  kernel: PairInput,
  activation: ActivationName = "sigmoid",
  options: Omit<ConvolutionInput, "filters" | "kernel" | "activation"> = {},
): Conv2dInput {
  const spec: Conv2dInput = { type: "conv2d", filters, kernel, activation, ...options };
  conv2dLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `conv2d(${shown(filters, kernel)})`);
  return spec;
}

/** The convolutional layer: weights [filters, channels / groups, rows, columns], biases [filters]. */
export const conv2dLayer: LayerKind<Conv2dSpec> = {
  type: "conv2d",

  check(fields, defaults, where) {
    knownKeys(fields, ["type", ...convolutionFields], { code: "layer.field", what: where });
    return { type: "conv2d", ...checkConvolution(fields, defaults, where) };
  },

  outputShape: convolvedShape,

  parameters: (spec, input) => convolutionParameters(spec, input),

  forward(spec, shape, { weights, biases }, input, z, { count }) {
    const correlation = correlationOf(spec, shape);
    const places = sizeOf(correlation.windows.output);
    eachExample(count, [input, z], ([x, out]) => {
      correlate(correlation, weights, x, out);
      for (let i = 0; i < out.length; i++) out[i] += biases[Math.floor(i / places)];
    });
  },

  backward(spec, shape, { parameters: { weights }, input, delta, gradients, inputError, pass: { count } }) {
    const correlation = correlationOf(spec, shape);
    const places = sizeOf(correlation.windows.output);
    for (let i = 0; i < delta.length; i++) gradients.biases[Math.floor(i / places) % spec.filters] += delta[i];
    eachExample(count, [input, delta, inputError], ([x, error, below]) => {
      correlateBack(correlation, weights, x, error, gradients.weights, below);
    });
  },

  describe: (spec) => `conv2d ${describeConvolution(spec)}, ${spec.activation}`,

  samples: {
    good: [
      { spec: { type: "conv2d", filters: 3, kernel: 2 }, input: [2, 4, 5] },
      { spec: { type: "conv2d", filters: 1, kernel: 1, activation: "linear" }, input: [1, 1, 1] },
      { spec: { type: "conv2d", filters: 2, kernel: [3, 1], stride: [1, 2], activation: "tanh" }, input: [1, 5, 4] },
      { spec: { type: "conv2d", filters: 5, kernel: 3, padding: "same", activation: "relu" }, input: [3, 4, 4] },
      { spec: { type: "conv2d", filters: 2, kernel: 3, padding: "same", stride: 2 }, input: [1, 6, 5] },
      { spec: { type: "conv2d", filters: 2, kernel: 5, padding: "same" }, input: [1, 2, 3] },
      { spec: { type: "conv2d", filters: 4, kernel: [2, 3], padding: [1, 2, 0, 1], groups: 2 }, input: [4, 3, 4] },
      { spec: { type: "conv2d", filters: 6, kernel: 2, padding: [1, 0], groups: 3, stride: 3 }, input: [3, 5, 7] },
      { spec: { type: "conv2d", filters: 17, kernel: 3, activation: "relu", initializer: "he" }, input: [2, 4, 5] },
      { spec: { type: "conv2d", filters: 2, kernel: 2, activation: "softmax", padding: 1 }, input: [1, 2, 2] },
      { spec: { type: "conv2d", filters: 2, kernel: 3, initializer: "network3" }, input: [1, 4, 4] },
      { spec: { type: "conv2d", filters: 2, kernel: 3, initializer: "narrow-gaussian-ones" }, input: [1, 4, 4] },
    ],
    bad: [
      { spec: { type: "conv2d", filters: 3, kernel: 5 }, input: [1, 4, 4], code: "layer.kernel" },
      { spec: { type: "conv2d", filters: 3, kernel: [2, 5], padding: [1, 0] }, input: [1, 4, 4], code: "layer.kernel" },
      { spec: { type: "conv2d", filters: 3, kernel: 2 }, input: [16], code: "layer.input" },
      { spec: { type: "conv2d", filters: 0, kernel: 2 }, input: [1, 4, 4], code: "layer.filters" },
      { spec: { type: "conv2d", kernel: 2 }, input: [1, 4, 4], code: "layer.filters" },
      { spec: { type: "conv2d", filters: 2.5, kernel: 2 }, input: [1, 4, 4], code: "layer.filters" },
      { spec: { type: "conv2d", filters: 3 }, input: [1, 4, 4], code: "layer.kernel" },
      { spec: { type: "conv2d", filters: 3, kernel: 0 }, input: [1, 4, 4], code: "layer.kernel" },
      { spec: { type: "conv2d", filters: 3, kernel: [1, 2, 3] }, input: [1, 4, 4], code: "layer.kernel" },
      { spec: { type: "conv2d", filters: 3, kernel: [2, "2"] }, input: [1, 4, 4], code: "layer.kernel" },
      { spec: { type: "conv2d", filters: 3, kernel: 2, stride: 0 }, input: [1, 4, 4], code: "layer.stride" },
      { spec: { type: "conv2d", filters: 3, kernel: 2, stride: [1, 1.5] }, input: [1, 4, 4], code: "layer.stride" },
      { spec: { type: "conv2d", filters: 3, kernel: 2, stride: 1e9 }, input: [1, 4, 4], code: "layer.stride" },
      { spec: { type: "conv2d", filters: 3, kernel: 2, padding: 2 }, input: [1, 4, 4], code: "layer.padding" },
      { spec: { type: "conv2d", filters: 3, kernel: 2, padding: -1 }, input: [1, 4, 4], code: "layer.padding" },
      {
        spec: { type: "conv2d", filters: 3, kernel: [2, 3], padding: [2, 0] },
        input: [1, 4, 4],
        code: "layer.padding",
      },
      { spec: { type: "conv2d", filters: 3, kernel: 2, padding: [1, 1, 1] }, input: [1, 4, 4], code: "layer.padding" },
      { spec: { type: "conv2d", filters: 3, kernel: 2, padding: "full" }, input: [1, 4, 4], code: "layer.padding" },
      { spec: { type: "conv2d", filters: 4, kernel: 2, groups: 3 }, input: [3, 4, 4], code: "layer.groups" },
      { spec: { type: "conv2d", filters: 3, kernel: 2, groups: 3 }, input: [4, 4, 4], code: "layer.groups" },
      { spec: { type: "conv2d", filters: 3, kernel: 2, groups: 0 }, input: [3, 4, 4], code: "layer.groups" },
      {
        spec: { type: "conv2d", filters: 3, kernel: 2, activation: "no such function" },
        input: [3, 4, 4],
        code: "layer.activation",
      },
      {
        spec: { type: "conv2d", filters: 3, kernel: 2, initializer: "one" },
        input: [3, 4, 4],
        code: "layer.initializer",
      },
      { spec: { type: "conv2d", filters: 3, kernel: 2, dilation: 2 }, input: [3, 4, 4], code: "layer.field" },
    ],
  },
};
