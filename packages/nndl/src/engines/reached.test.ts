/**
 * Every kind of layer that keeps its input's shape, and every two of them, between what goes into them and the layer that adds
 * it again: at a network's beginning and within it, on rows and on images. The engine leaves stages out and computes some
 * together; what is added must be there nevertheless.
 */
import { describe, expect, it } from "vitest";
import { dear, inRound } from "../../../../testing/thorough.ts";
import { Dataset } from "../data/index.ts";
import { isSequence, type LayerInput, type LayerType, type Shape } from "../layers/index.ts";
import { stream } from "../random/index.ts";
import { outcomeOf } from "../testing/outcome.ts";
import { expectSameAnswers, expectSameLearning } from "../testing/parity.ts";
import type { RandomCase } from "../testing/random-cases.ts";
import { wasmEngine } from "./index.ts";
import { kindsWithKernels } from "./wasm/check-kernels.ts";

const [image, row, sequence]: readonly Shape[] = [[3, 4, 5], [6], [4, 5]];

/** One of each kind that leaves the shape as it is, or undefined where none does. */
const keeping: { readonly [Type in LayerType]: (shape: Shape) => LayerInput | undefined } = {
  dense: (shape) =>
    shape.length < 3 ? { type: "dense", units: shape[shape.length - 1], activation: "tanh" } : undefined,
  conv2d: onImages(([filters]) => ({ type: "conv2d", filters, kernel: 3, padding: "same", activation: "tanh" })),
  convPool2d: onImages(([filters]) => ({
    type: "convPool2d",
    filters,
    kernel: 3,
    padding: "same",
    window: 1,
    windowStride: 1,
    activation: "tanh",
  })),
  maxPool2d: onImages(() => ({ type: "maxPool2d", window: 1 })),
  averagePool2d: onImages(() => ({ type: "averagePool2d", window: 1 })),
  l2Pool2d: onImages(() => ({ type: "l2Pool2d", window: 1 })),
  dropout: () => ({ type: "dropout", rate: 0.3 }),
  batchNorm: (shape) => (shape.length === 2 ? undefined : { type: "batchNorm" }),
  localResponseNorm: onImages(() => ({ type: "localResponseNorm" })),
  globalAveragePool2d: () => undefined,
  zeroPad2d: onImages(() => ({ type: "zeroPad2d", padding: 0 })),
  flatten: (shape) => (shape.length === 1 ? { type: "flatten" } : undefined),
  add: () => ({ type: "add", over: 1, activation: "tanh" }),
  recurrent: onSequences(([, units]) => ({ type: "recurrent", units, output: "every" })),
  lstm: onSequences(([, units]) => ({ type: "lstm", units, output: "every" })),
  // Nothing is before it that could be kept.
  embedding: () => undefined,
  gru: onSequences(([, units]) => ({ type: "gru", units, output: "every", direction: "backward" })),
};

function onSequences(layer: (shape: Shape) => LayerInput): (shape: Shape) => LayerInput | undefined {
  return (shape) => (shape.length === 2 ? layer(shape) : undefined);
}

function onImages(layer: (shape: Shape) => LayerInput): (shape: Shape) => LayerInput | undefined {
  return (shape) => (shape.length === 3 ? layer(shape) : undefined);
}

interface Reached {
  readonly name: string;
  readonly input: Shape;
  readonly layers: readonly LayerInput[];
}

/** One or two layers, reached over from behind: by what adds the input of the first, of the second, or of both. */
const all: readonly Reached[] = [row, image, sequence].flatMap((input) => {
  const kinds = kindsWithKernels.layers.flatMap((type) => keeping[type](input) ?? []);
  const before = keeping[input.length < 3 ? "dense" : "conv2d"](input) as LayerInput;
  const between = [...kinds.map((kind) => [kind]), ...kinds.flatMap((one) => kinds.map((other) => [one, other]))];
  return between.flatMap((kept, i) =>
    [[], [before]].flatMap((first) => {
      const layers = [...first, ...kept];
      // Behind the input there is no layer to lead over.
      if (layers[0]?.type === "add") layers[0] = { ...layers[0], over: 0 };
      const place = `on ${["rows", "sequences", "images"][input.length - 1]}${first.length === 0 ? "" : ", within a network"}`;
      const sum: LayerInput = { type: "add", over: kept.length };
      // Of two layers, the one sum at a beginning and both within, and with the next pair the other way round.
      const numbers = kept.length === 1 ? [1, 2] : [1 + ((i + first.length) % 2)];
      return numbers
        .map((number) => Array.from({ length: number }, () => sum))
        .map((sums) => ({
          name: `${kept.map(({ type }) => type).join(", then ")}, ${place}${sums.length === 1 ? "" : ", and into the next layer"}`,
          input,
          layers: [...layers, ...sums],
        }));
    }),
  );
});

const flat = { type: "flatten" } as const;

/** Bytes of which most are 0, so that a first layer that is dense would read them packed. */
function caseOf({ input, layers }: Reached): RandomCase {
  const [count, draws] = [6, stream(3, "what is reached")];
  const length = count * input.reduce((product, extent) => product * extent, 1);
  return {
    spec: {
      input,
      layers: [...layers, ...(isSequence(input) ? [flat] : []), { type: "dense", units: 3, activation: "softmax" }],
      seed: 4,
      initializer: "glorot",
    },
    data: new Dataset({
      shape: input,
      features: Uint8Array.from({ length }, () => (draws.uniform() < 0.6 ? 0 : draws.integer(256))),
      targets: { kind: "classes", labels: Array.from({ length: count }, () => draws.integer(3)), classes: 3 },
    }),
    order: draws.permutation(count),
    miniBatchSize: 4,
    optimizer: { type: "sgd" },
    regularization: { l1: 0, l2: 0.1 },
  };
}

describe("what goes into", () => {
  it.each(dear(inRound(all)).map((each) => [each.name, each] as const))("%s", async (_, each) => {
    const drawn = caseOf(each);
    await expectSameAnswers(drawn);
    await expectSameLearning(drawn);
    expect(await outcomeOf(wasmEngine, drawn, { options: { threads: 2 }, cuts: [1] })).toEqual(
      await outcomeOf(wasmEngine, drawn),
    );
  });

  it("is reached over every kind of layer that can keep it", () => {
    const seen = new Set(all.flatMap(({ layers }) => layers.map(({ type }) => type)));
    expect(kindsWithKernels.layers.filter((type) => !seen.has(type))).toEqual(["globalAveragePool2d", "embedding"]);
  });
});
