import { powerOf } from "../arithmetic/index.ts";
import { finite, integer, knownKeys, type Where } from "../check.ts";
import type { CodeIn } from "../error-codes.ts";
import type { Optional } from "../optional.ts";
import { imageOf, largestExtent } from "./geometry.ts";
import { type LayerKind, type Shape, sizeOf } from "./layer.ts";
import { orNoNumber } from "./or-no-number.ts";

/** A local response normalization layer, as plain JSON. */
export interface LocalResponseNormSpec {
  readonly type: "localResponseNorm";
  /** Number of neighbouring channels, the own one included. */
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly bias: number;
}

/** A local response normalization layer as one writes it. */
export type LocalResponseNormInput = Pick<LocalResponseNormSpec, "type"> & Optional<LocalResponseNormSpec>;

/**
 * Describes local response normalization: each value is divided by what its neighbours in other channels add up to,
 * b_c = a_c / (bias + α Σ a_d²)^β, where d goes from c − ⌊size/2⌋ over `size` channels, those that there are.
 *
 * The sum is not divided by the size, as in the paper; PyTorch and Caffe divide it: their α is `size` times this one.
 *
 * @param options size (5), alpha (1e-4), beta (0.75), bias (2): the paper's numbers
 * @throws NndlError "layer.size", "layer.alpha", "layer.beta", "layer.bias"
 * @example network({ input: [3, 32, 32], layers: [conv2d(16, 5, "relu"), localResponseNorm(), dense(10, "softmax")] })
 * @see Krizhevsky, Sutskever and Hinton, 2012, section 3.3
 */
export function localResponseNorm(options: Omit<LocalResponseNormInput, "type"> = {}): LocalResponseNormInput {
  const spec: LocalResponseNormInput = { type: "localResponseNorm", ...options };
  localResponseNormLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, "localResponseNorm()");
  return spec;
}

export const localResponseNormLayer: LayerKind<LocalResponseNormSpec> = {
  type: "localResponseNorm",

  check(fields, _, where) {
    knownKeys(fields, ["type", "size", "alpha", "beta", "bias"], { code: "layer.field", what: where });
    const at = (name: CodeIn<"layer">): Where => ({ code: `layer.${name}`, what: `${where}: ${name}` });
    return {
      type: "localResponseNorm",
      size: integer(fields.size ?? 5, at("size"), { min: 1, max: largestExtent }),
      alpha: finite(fields.alpha ?? 1e-4, at("alpha"), { min: 0 }),
      beta: finite(fields.beta ?? 0.75, at("beta"), { min: 0 }),
      bias: finite(fields.bias ?? 2, at("bias"), { above: 0 }),
    };
  },

  outputShape(_, input, where) {
    imageOf(input, where);
    return input;
  },

  parameters: () => [],

  forward(spec, shape, _, input, z) {
    const divisors = divisorsOf(spec, shape, input);
    for (let i = 0; i < z.length; i++) z[i] = input[i] * powerOf(divisors[i], -spec.beta);
  },

  backward(spec, shape, { input, delta, inputError }) {
    const { alpha, beta } = spec;
    const divisors = divisorsOf(spec, shape, input);
    for (let i = 0; i < delta.length; i++) inputError[i] = delta[i] * powerOf(divisors[i], -beta);
    eachNeighbour(spec, shape, input.length, (i, neighbour) => {
      const shared = delta[i] * input[i] * powerOf(divisors[i], -beta - 1);
      inputError[neighbour] -= 2 * alpha * beta * shared * input[neighbour];
    });
  },

  describe: ({ size, alpha, beta, bias }) => `localResponseNorm of ${size}, α ${alpha}, β ${beta}, bias ${bias}`,

  samples: {
    good: [
      { spec: { type: "localResponseNorm" }, input: [7, 2, 3] },
      { spec: { type: "localResponseNorm", size: 3, alpha: 0.5 }, input: [5, 2, 2] },
      { spec: { type: "localResponseNorm", size: 4, alpha: 0.7, beta: 0.5, bias: 1 }, input: [6, 1, 3] },
      { spec: { type: "localResponseNorm", size: 1, alpha: 1, beta: 1.3, bias: 0.5 }, input: [2, 2, 2] },
      { spec: { type: "localResponseNorm", size: 9, alpha: 0.3, beta: 0 }, input: [3, 2, 2] },
    ],
    bad: [
      { spec: { type: "localResponseNorm" }, input: [16], code: "layer.input" },
      { spec: { type: "localResponseNorm", size: 0 }, input: [4, 2, 2], code: "layer.size" },
      { spec: { type: "localResponseNorm", size: 2.5 }, input: [4, 2, 2], code: "layer.size" },
      { spec: { type: "localResponseNorm", alpha: -1 }, input: [4, 2, 2], code: "layer.alpha" },
      { spec: { type: "localResponseNorm", beta: Number.NaN }, input: [4, 2, 2], code: "layer.beta" },
      { spec: { type: "localResponseNorm", bias: 0 }, input: [4, 2, 2], code: "layer.bias" },
      { spec: { type: "localResponseNorm", k: 2 }, input: [4, 2, 2], code: "layer.field" },
    ],
  },
};

/** bias + α Σ a² for every value, before the power. */
export function divisorsOf(spec: LocalResponseNormSpec, shape: Shape, input: Float64Array): Float64Array {
  const divisors = new Float64Array(input.length).fill(spec.bias);
  eachNeighbour(spec, shape, input.length, (i, neighbour) => {
    divisors[i] += spec.alpha * input[neighbour] * input[neighbour];
  });
  return divisors.map(orNoNumber);
}

/** Calls `visit` with every value and each of those at its place in the neighbouring channels, itself included. */
export function eachNeighbour(
  { size }: LocalResponseNormSpec,
  shape: Shape,
  length: number,
  visit: (index: number, neighbour: number) => void,
): void {
  const channels = shape[0];
  const places = sizeOf(shape) / channels;
  for (let i = 0; i < length; i++) {
    const channel = Math.floor(i / places) % channels;
    const first = Math.max(channel - Math.floor(size / 2), 0);
    const end = Math.min(channel - Math.floor(size / 2) + size, channels);
    for (let other = first; other < end; other++) visit(i, i + (other - channel) * places);
  }
}
