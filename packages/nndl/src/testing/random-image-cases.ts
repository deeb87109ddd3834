/** For tests: random networks of any kinds of layers, with data that fit them and ways to train them. */
import fc from "fast-check";
import { type ActivationName, activationNames, type CostName, costs, optimizerNames } from "../functions/index.ts";
import { activationOf, type LayerInput, type LayerType, layerTypes, type Shape, sizeOf } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { type CaseLimits, caseOf, circumstances, featureKinds, outputKinds, type RandomCase } from "./random-cases.ts";
import { type DrawnNumbers, drawnNumbers, fits } from "./random-layers.ts";

export interface ImageCaseLimits extends Pick<CaseLimits, "activations" | "features" | "optimizers"> {
  readonly deepest?: number;
}

/**
 * A random network of images, data set, and way to train; small ones first. It begins with any kind of layer, and half of
 * them end with any kind: those that are left end in a dense layer, as is usual.
 */
export function randomImageCase(limits: ImageCaseLimits = {}): fc.Arbitrary<RandomCase> {
  const allowed = limits.activations ?? activationNames;
  const layer = fc.record({ type: fc.constantFrom(...layerTypes), numbers: drawnNumbers(allowed) });
  return fc
    .record({
      input: image(5, 20),
      drawn: fc.array(layer, { minLength: 1, maxLength: limits.deepest ?? 4 }),
      asItIs: fc.boolean(),
      units: fc.integer({ min: 1, max: 12 }),
      ...surroundings(limits, allowed),
    })
    .map(({ input, drawn, asItIs, units, output, ...rest }) => {
      const { layers } = built(input, drawn);
      if (!asItIs || layers.length === 0) layers.push({ type: "dense", units, activation: output.activation });
      return finished(input, layers, output.cost, rest);
    });
}

/** Two kinds of layers that can be neighbours. */
export type Neighbours = readonly [first: LayerType, last: LayerType];

/** All of them. */
export const neighbours: readonly Neighbours[] = layerTypes.flatMap((first) =>
  layerTypes
    .filter((last) => given([1, 1, 1], first, last) || given([1], first, last))
    .map((last) => [first, last] as const),
);

/** A network of these two layers alone. */
export function randomPairCase(
  [first, last]: Neighbours,
  limits: Pick<CaseLimits, "activations" | "features" | "optimizers"> = {},
): fc.Arbitrary<RandomCase> {
  const allowed = limits.activations ?? activationNames;
  const inputs = [
    ...(given([1, 1, 1], first, last) ? [image(4, 7)] : []),
    ...(given([1], first, last) ? [fc.tuple(fc.integer({ min: 1, max: 20 }))] : []),
  ];
  return fc
    .record({
      input: fc.oneof(...inputs),
      drawn: fc.tuple(drawnNumbers(allowed), drawnNumbers(allowed)),
      ...surroundings(limits, allowed),
    })
    .map(({ input, drawn, output, ...rest }) => {
      const [below, above] = [first, last].map((type, i) => ({ type, numbers: drawn[i] }));
      return finished(input, built(input, [below, above]).layers, output.cost, rest);
    });
}

const image = (channels: number, extent: number) => {
  const upTo = (max: number) => fc.integer({ min: 1, max });
  return fc.tuple(upTo(channels), upTo(extent), upTo(extent));
};

const surroundings = (limits: ImageCaseLimits, allowed: readonly ActivationName[]) => ({
  output: fc.constantFrom(...outputKinds.filter(({ activation }) => allowed.includes(activation))),
  ...circumstances(limits.features ?? featureKinds, limits.optimizers ?? optimizerNames),
});

/** The layers that fit on one another, of those that were drawn. */
function built(input: Shape, drawn: readonly { readonly type: LayerType; readonly numbers: DrawnNumbers }[]) {
  const layers: LayerInput[] = [];
  let shape = input;
  for (const { type, numbers } of drawn) {
    const layer = fits[type](numbers, shape);
    if (layer === undefined) continue;
    layers.push(layer);
    shape = network({ input, layers, initializer: "zeros", cost: "quadratic" }).layers.at(-1)?.output ?? shape;
  }
  return { layers, shape };
}

/** A case of such a network, with the drawn cost where its last layer has it, else with the quadratic one. */
function finished(input: Shape, layers: LayerInput[], cost: CostName, rest: Parameters<typeof caseOf>[2]): RandomCase {
  const spec = { input, layers, cost: costFor(layers[layers.length - 1], cost) };
  return caseOf(spec, sizeOf(network({ ...spec, initializer: "zeros" }).layers.at(-1)?.output ?? []), rest);
}

/** The drawn cost, where it is defined for the last layer. */
function costFor(last: LayerInput, cost: CostName): CostName {
  return costs[cost].outputs.includes(activationOf(last)) ? cost : "quadratic";
}

/** Whether two kinds of layers fit on an input of this shape, whatever their numbers. */
function given(input: Shape, ...types: Neighbours): boolean {
  const numbers: DrawnNumbers = {
    ...{ units: 1, filters: 1, kernel: [1, 1], stride: [1, 1], padding: "valid", groups: 1, activation: "linear" },
    ...{ pool: "max", window: [1, 1], overlapping: false, rate: 0.5 },
  };
  return (
    built(
      input,
      types.map((type) => ({ type, numbers })),
    ).layers.length === 2
  );
}
