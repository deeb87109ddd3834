/**
 * Embedding: a row of numbers for each index, which learns as weights do. It is a dense layer without biases on inputs of which
 * one is 1 and all others are 0, written as the place of the 1: nothing is multiplied, a row is looked up.
 *
 * z = W[i], with W of [indices, size]; on the way back ∂C/∂W[i] is the sum of δ over the examples (and steps) that looked up i,
 * in their order. An index has no slope: ∂C/∂i = 0.
 *
 * @see Bengio, Ducharme, Vincent and Jauvin, "A neural probabilistic language model", 2003
 */
import { knownKeys, oneOf, positiveInteger } from "../check.ts";
import { NndlError } from "../errors.ts";
import { type InitializerName, initializerNames, initializers } from "../functions/index.ts";
import type { Optional } from "../optional.ts";
import { type LayerKind, sizeOf } from "./layer.ts";

/** A layer that looks rows up, as plain JSON. */
export interface EmbeddingSpec {
  readonly type: "embedding";
  /** How many indices there are: its inputs are whole numbers from 0, below this. */
  readonly indices: number;
  /** How many numbers stand for each of them. */
  readonly size: number;
  /** How its first numbers are drawn: as the weights of a neuron with one input. */
  readonly initializer: InitializerName;
}

/** An embedding as one writes it: what is left out gets the network's default. */
export type EmbeddingInput = Pick<EmbeddingSpec, "type" | "indices" | "size"> &
  Optional<Pick<EmbeddingSpec, "initializer">>;

/**
 * Describes a layer that puts `size` numbers in the place of an index, z = W[i]: the numbers are learned. It must be the first
 * layer, since only data have indices. Of a sequence, [steps, 1], it looks each step up and gives [steps, size]; data that are rows
 * of so many indices fit as they are.
 *
 * @param indices how many indices there are: 65 for a text of 65 different characters
 * @param size how many numbers stand for each
 * @example network({ input: [50, 1], layers: [embedding(65, 16), lstm(128, { output: "every" }), dense(65, "softmax")] })
 */
export function embedding(
  indices: number,
  size: number,
  options: Optional<Pick<EmbeddingSpec, "initializer">> = {},
): EmbeddingInput {
  return { type: "embedding", indices, size, ...options };
}

/** As many as float32 tells apart from their neighbours. */
const mostIndices = 2 ** 24;

export const embeddingLayer: LayerKind<EmbeddingSpec> = {
  type: "embedding",
  sequences: "each",

  check(fields, defaults, where) {
    knownKeys(fields, ["type", "indices", "size", "initializer"], { code: "layer.field", what: where });
    return {
      type: "embedding",
      indices: positiveInteger(fields.indices, { code: "layer.indices", what: `${where}: indices` }, mostIndices),
      size: positiveInteger(fields.size, { code: "layer.size", what: `${where}: size` }),
      initializer: oneOf(fields.initializer ?? defaults.initializer, initializerNames, {
        code: "layer.initializer",
        what: `${where}: initializer`,
      }),
    };
  },

  indices: ({ indices }) => indices,

  outputShape(spec, input, where) {
    if (sizeOf(input) !== 1)
      throw new NndlError("layer.input", {
        received: `${sizeOf(input)} numbers at once, of the shape [${input.join(", ")}]`,
        expected: `${where} looks up one index, or one at each step`,
        next: `Give the network the input [${sizeOf(input)}, 1]: a sequence of as many indices.`,
      });
    return [spec.size];
  },

  parameters: ({ indices, size, initializer }) => [
    {
      name: "weights",
      shape: [indices, size],
      deviation: initializers[initializer].weights({ in: 1, out: size }),
      regularized: true,
    },
  ],

  forward({ size }, _, { weights }, input, z) {
    input.forEach((index, i) => {
      z.set(weights.subarray(rowOf(index) * size, (rowOf(index) + 1) * size), i * size);
    });
  },

  backward({ size }, _, { input, delta, gradients, inputError }) {
    inputError.fill(0);
    input.forEach((index, i) => {
      for (let j = 0; j < size; j++) gradients.weights[rowOf(index) * size + j] += delta[i * size + j];
    });
  },

  describe: ({ indices, size }) => `embedding of ${indices}, ${size} numbers each`,

  samples: {
    good: [
      { spec: { type: "embedding", indices: 5, size: 3 }, input: [4, 1] },
      { spec: { type: "embedding", indices: 7, size: 17, initializer: "he" }, input: [3, 1] },
      { spec: { type: "embedding", indices: 1, size: 1 }, input: [2, 1] },
      { spec: { type: "embedding", indices: 40, size: 4, initializer: "gaussian" }, input: [1] },
    ],
    bad: [
      { spec: { type: "embedding", size: 3 }, input: [4, 1], code: "layer.indices" },
      { spec: { type: "embedding", indices: 0, size: 3 }, input: [4, 1], code: "layer.indices" },
      { spec: { type: "embedding", indices: 2.5, size: 3 }, input: [4, 1], code: "layer.indices" },
      { spec: { type: "embedding", indices: 5 }, input: [4, 1], code: "layer.size" },
      { spec: { type: "embedding", indices: 5, size: -1 }, input: [4, 1], code: "layer.size" },
      {
        spec: { type: "embedding", indices: 5, size: 3, initializer: "ones" },
        input: [4, 1],
        code: "layer.initializer",
      },
      { spec: { type: "embedding", indices: 5, size: 3, units: 3 }, input: [4, 1], code: "layer.field" },
      { spec: { type: "embedding", indices: 5, size: 3 }, input: [4], code: "layer.input" },
      { spec: { type: "embedding", indices: 5, size: 3 }, input: [4, 2], code: "layer.input" },
    ],
  },
};

/** Engines refuse what is no index; a little beside one, as finite differences go, is that one. */
function rowOf(index: number): number {
  return Math.round(index);
}
