import { finite, knownKeys, oneOf, type Where } from "../check.ts";
import type { CodeIn } from "../error-codes.ts";
import { type ActivationName, activationNames } from "../functions/index.ts";
import type { Optional } from "../optional.ts";
import { type LayerKind, type Pass, type Shape, sizeOf, type Values } from "./layer.ts";
import { orNoNumber } from "./or-no-number.ts";

/** A batch normalization layer, as plain JSON. */
export interface BatchNormSpec {
  readonly type: "batchNorm";
  /** What running averages keep at each step. */
  readonly momentum: number;
  /** Added to variances before anything is divided by their square roots. */
  readonly epsilon: number;
  readonly activation: ActivationName;
}

/** A batch normalization layer as one writes it. */
export type BatchNormInput = Pick<BatchNormSpec, "type"> & Optional<BatchNormSpec>;

/**
 * Describes batch normalization, z = γ (x − mean) / √(variance + ε) + β, for each channel of an image or each unit of a row.
 *
 * In training mean and (biased) variance are those of the mini-batch, over its examples and over the places of an image;
 * when the network is used they are running averages, which every training step moves:
 * running ← momentum · running + (1 − momentum) · that of the mini-batch (the variance without bias, n/(n − 1), as in
 * PyTorch, whose momentum is 1 minus this one; of a single value it stays). A mini-batch of one example of a row is all mean: its z is β.
 *
 * @param options momentum (0.9), epsilon (1e-5), activation ("linear")
 * @throws NndlError "layer.momentum", "layer.epsilon", "layer.activation"
 * @example network({ input: [784], layers: [dense(100, "linear"), batchNorm({ activation: "relu" }), dense(10, "softmax")] })
 * @see Ioffe and Szegedy, 2015
 */
export function batchNorm(options: Omit<BatchNormInput, "type"> = {}): BatchNormInput {
  const spec: BatchNormInput = { type: "batchNorm", ...options };
  batchNormLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, "batchNorm()");
  return spec;
}

/** Parameters [channels]: scale γ and shift β, which are trained, and the running mean and variance, which are not. */
export const batchNormLayer: LayerKind<BatchNormSpec> = {
  type: "batchNorm",

  check(fields, _, where) {
    knownKeys(fields, ["type", "momentum", "epsilon", "activation"], { code: "layer.field", what: where });
    const at = (name: CodeIn<"layer">): Where => ({ code: `layer.${name}`, what: `${where}: ${name}` });
    return {
      type: "batchNorm",
      momentum: finite(fields.momentum ?? 0.9, at("momentum"), { min: 0, below: 1 }),
      epsilon: finite(fields.epsilon ?? 1e-5, at("epsilon"), { above: 0 }),
      activation: oneOf(fields.activation ?? "linear", activationNames, at("activation")),
    };
  },

  outputShape: (_, input) => input,

  parameters(_, [channels]) {
    const all = { shape: [channels], deviation: 0, regularized: false } as const;
    return [
      { name: "scale", ...all, start: 1 },
      { name: "shift", ...all },
      { name: "mean", ...all, trained: false },
      { name: "variance", ...all, start: 1, least: 0, trained: false },
    ];
  },

  forward(spec, shape, parameters, input, z, pass) {
    const { mean, deviation } = momentsFor(spec, shape, parameters, input, pass);
    const { scale, shift } = parameters;
    eachValue(shape, input.length, (i, channel) => {
      z[i] = (scale[channel] * (input[i] - mean[channel])) / deviation[channel] + shift[channel];
    });
  },

  backward(spec, shape, { parameters, input, delta, gradients, inputError, pass }) {
    const { mean, deviation } = momentsFor(spec, shape, parameters, input, pass);
    const { scale } = parameters;
    const channels = shape[0];
    const normal = input.map((x, i) => (x - mean[channelOf(shape, i)]) / deviation[channelOf(shape, i)]);
    const [sums, products] = [new Float64Array(channels), new Float64Array(channels)];
    eachValue(shape, input.length, (i, channel) => {
      sums[channel] += delta[i];
      products[channel] += delta[i] * normal[i];
    });
    for (let channel = 0; channel < channels; channel++) {
      gradients.shift[channel] += sums[channel];
      gradients.scale[channel] += products[channel];
    }
    // In training the mean and the variance depend on every input: the error's own mean, and its part along the
    // normalized input, go nowhere.
    const n = pass.training ? input.length / channels : Number.POSITIVE_INFINITY;
    eachValue(shape, input.length, (i, channel) => {
      const error = delta[i] - sums[channel] / n - (normal[i] * products[channel]) / n;
      inputError[i] = (scale[channel] * error) / deviation[channel];
    });
  },

  settle({ momentum }, shape, parameters, input) {
    const batch = momentsOf(shape, input);
    const n = input.length / shape[0];
    const moved = (running: number, now: number) => momentum * running + (1 - momentum) * now;
    for (let channel = 0; channel < shape[0]; channel++) {
      parameters.mean[channel] = moved(parameters.mean[channel], batch.mean[channel]);
      if (n === 1) continue;
      parameters.variance[channel] = moved(parameters.variance[channel], (batch.variance[channel] * n) / (n - 1));
    }
  },

  describe: ({ activation }) => `batchNorm${activation === "linear" ? "" : `, ${activation}`}`,

  samples: {
    good: [
      { spec: { type: "batchNorm" }, input: [3, 2, 4] },
      { spec: { type: "batchNorm", activation: "relu" }, input: [6] },
      { spec: { type: "batchNorm", momentum: 0.5, epsilon: 0.01, activation: "tanh" }, input: [2, 3, 3] },
      { spec: { type: "batchNorm", momentum: 0, activation: "sigmoid" }, input: [17] },
      { spec: { type: "batchNorm", epsilon: 0.1 }, input: [1] },
    ],
    bad: [
      { spec: { type: "batchNorm", momentum: 1 }, input: [4], code: "layer.momentum" },
      { spec: { type: "batchNorm", momentum: -0.1 }, input: [4], code: "layer.momentum" },
      { spec: { type: "batchNorm", momentum: "0.9" }, input: [1, 2, 2], code: "layer.momentum" },
      { spec: { type: "batchNorm", epsilon: 0 }, input: [4], code: "layer.epsilon" },
      { spec: { type: "batchNorm", epsilon: Number.NaN }, input: [4], code: "layer.epsilon" },
      { spec: { type: "batchNorm", activation: "no such function" }, input: [4], code: "layer.activation" },
      { spec: { type: "batchNorm", axis: 1 }, input: [4], code: "layer.field" },
    ],
  },
};

/** The mean of each channel, and √(variance + ε): of the mini-batch in training, else the running ones. */
export function momentsFor(
  { epsilon }: BatchNormSpec,
  shape: Shape,
  parameters: Values,
  input: Float64Array,
  pass: Pass,
): Record<"mean" | "deviation", Float64Array> {
  const { mean, variance } = pass.training ? momentsOf(shape, input) : parameters;
  return { mean, deviation: variance.map((value) => Math.sqrt(orNoNumber(value) + epsilon)) };
}

/** The mean and the biased variance of each channel over a mini-batch. */
export function momentsOf(shape: Shape, input: Float64Array): Record<"mean" | "variance", Float64Array> {
  const n = input.length / shape[0];
  const [mean, variance] = [new Float64Array(shape[0]), new Float64Array(shape[0])];
  eachValue(shape, input.length, (i, channel) => {
    mean[channel] += input[i] / n;
  });
  eachValue(shape, input.length, (i, channel) => {
    variance[channel] += (input[i] - mean[channel]) ** 2 / n;
  });
  return { mean, variance };
}

export function eachValue(shape: Shape, length: number, visit: (index: number, channel: number) => void): void {
  for (let i = 0; i < length; i++) visit(i, channelOf(shape, i));
}

/** The channel that a value of a mini-batch belongs to. */
function channelOf(shape: Shape, index: number): number {
  return Math.floor(index / (sizeOf(shape) / shape[0])) % shape[0];
}
