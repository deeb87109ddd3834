/** For tests: the samples of every kind of layer, as networks with data. */
import { Dataset } from "../data/index.ts";
import {
  type LayerInput,
  type LayerSpec,
  type LayerType,
  layerKind,
  layerTypes,
  type Shape,
  sizeOf,
} from "../layers/index.ts";
import type { Network, NetworkInput } from "../network/index.ts";
import { type Stream, stream } from "../random/index.ts";

/** A layer that must work, on an input of that shape. */
export interface Sample {
  readonly title: string;
  readonly type: LayerType;
  readonly spec: Record<string, unknown>;
  readonly input: Shape;
  /** What stands between that input and the layer. */
  readonly before: readonly LayerInput[];
}

/** What every kind of layer says that must work. */
export const goodSamples: readonly Sample[] = layerTypes.flatMap((type) =>
  layerKind(type).samples.good.map(({ spec, input, before = [] }) => ({
    title: `${JSON.stringify(spec)} on [${input}]`,
    ...{ type, spec, input, before: before as unknown as readonly LayerInput[] },
  })),
);

/** The layer as the whole network, and with others before and after it. */
export function networksOf({ spec, input, before }: Sample): readonly NetworkInput[] {
  const layers = [...before, spec as unknown as LayerInput];
  const last = { type: "dense", units: 3, activation: "softmax" } as const;
  const alone = { input, layers, seed: 4 };
  if (layerKind(spec.type as LayerType).indices !== undefined)
    return [alone, { input, layers: [...layers, last], seed: 5 }];
  const below =
    input.length === 2
      ? { input: [input[0], 3], layer: { type: "dense", units: input[1], activation: "tanh" } as const }
      : input.length > 1
        ? {
            input,
            layer: { type: "conv2d", filters: input[0], kernel: 3, padding: "same", activation: "tanh" } as const,
          }
        : { input: [7], layer: { type: "dense", units: sizeOf(input), activation: "tanh" } as const };
  return [alone, { input: below.input, layers: [below.layer, ...layers, last], seed: 5 }];
}

/** Random inputs: indices for a network that takes its inputs for these, numbers of either sign for any other. */
export function inputsOfKind(first: LayerSpec, length: number, draws: Stream): Float32Array {
  const indices = layerKind(first.type).indices?.(first);
  return Float32Array.from({ length }, () => (indices === undefined ? draws.gaussian() : draws.integer(indices)));
}

/** Random examples; classes for costs that compare distributions, values for others. */
export function dataFor(net: Network, count: number): Dataset {
  const draws = stream(6, "samples");
  const classes = net.outputSize;
  return new Dataset({
    shape: net.spec.input,
    features: inputsOfKind(net.spec.layers[0], net.inputSize * count, draws),
    targets:
      net.spec.cost === "log-likelihood" && net.output.length === 1
        ? { kind: "classes", labels: Array.from({ length: count }, () => draws.integer(classes)), classes }
        : {
            kind: "values",
            values: Float32Array.from({ length: classes * count }, () => draws.uniform()),
            size: classes,
          },
  });
}
