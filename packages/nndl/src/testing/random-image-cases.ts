/** For tests: random networks of any kinds of layers, with data that fit them and ways to train them. */
import fc from "fast-check";
import { kindsWithKernels } from "../engines/wasm/check-kernels.ts";
import { type ActivationName, type CostName, costs, miniBatchOptimizerNames } from "../functions/index.ts";
import { activationOf, isSequence, type LayerInput, type LayerType, type Shape } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { fitOn, layersOf } from "./fitted-layers.ts";
import { type CaseLimits, caseOf, circumstances, featureKinds, outputKinds, type RandomCase } from "./random-cases.ts";
import { drawnMeasures } from "./random-layers.ts";

/** Costs of softmaxes take time that grows with the square. */
const mostOutputs = 60;

export interface ImageCaseLimits extends Pick<CaseLimits, "activations" | "features" | "optimizers"> {
  readonly deepest?: number;
}

/**
 * A random network of images, data set, and way to train; small ones first. It begins with any kind of layer, and half of
 * them end with any kind: those that are left end in a dense layer, as is usual.
 */
export function randomImageCase(limits: ImageCaseLimits = {}): fc.Arbitrary<RandomCase> {
  const allowed = limits.activations ?? kindsWithKernels.activations;
  const layer = fc.record({ type: fc.constantFrom(...kindsWithKernels.layers), measures: drawnMeasures(allowed) });
  return fc
    .record({
      input: image(5, 20),
      drawn: fc.array(layer, { minLength: 1, maxLength: limits.deepest ?? 4 }),
      asItIs: fc.boolean(),
      units: fc.integer({ min: 1, max: 12 }),
      ...surroundings(limits, allowed),
    })
    .map(({ input, drawn, asItIs, units, output, ...rest }) => {
      const layers = layersOf(input, drawn);
      if (!asItIs || layers.length === 0 || outputsOf(input, layers) > mostOutputs)
        layers.push({ type: "dense", units, activation: output.activation });
      return finished(input, layers, output.cost, rest);
    });
}

/** Two kinds of layers that can be neighbours, first on an image or on a row. */
export interface Neighbours {
  readonly types: readonly [first: LayerType, last: LayerType];
  readonly on: "images" | "rows" | "sequences";
}

/** All of them. */
export const neighbours: readonly Neighbours[] = kindsWithKernels.layers.flatMap((first) =>
  kindsWithKernels.layers.flatMap((last) =>
    (["images", "rows", "sequences"] as const)
      .map((on): Neighbours => ({ types: [first, last], on }))
      .filter(({ types }, i) => fitOn(([[1, 1, 1], [1], [1, 1]] as const)[i], types)),
  ),
);

/** A network of these two layers alone. */
export function randomPairCase(
  { types, on }: Neighbours,
  limits: Pick<CaseLimits, "activations" | "features" | "optimizers"> = {},
): fc.Arbitrary<RandomCase> {
  const allowed = limits.activations ?? kindsWithKernels.activations;
  const upTo = (max: number) => fc.integer({ min: 1, max });
  const row = fc.tuple(upTo(20));
  return fc
    .record({
      input: on === "images" ? image(4, 7) : on === "rows" ? row : fc.tuple(upTo(6), upTo(9)),
      drawn: fc.tuple(drawnMeasures(allowed), drawnMeasures(allowed)),
      ...surroundings(limits, allowed),
    })
    .map(({ input: shape, drawn, output, ...rest }) => {
      // An index at each step.
      const input = types[0] === "embedding" ? [...shape.slice(0, -1), 1] : shape;
      const layers = types.map((type, i) => ({ type, measures: drawn[i] }));
      return finished(input, layersOf(input, layers), output.cost, rest);
    });
}

/** The shape of an image of at most so many channels, rows and columns. */
export const image = (channels: number, extent: number) => {
  const upTo = (max: number) => fc.integer({ min: 1, max });
  return fc.tuple(upTo(channels), upTo(extent), upTo(extent));
};

/** What a case has besides its layers and its input. */
export const surroundings = (limits: ImageCaseLimits, allowed: readonly ActivationName[]) => ({
  output: fc.constantFrom(...outputKinds.filter(({ activation }) => allowed.includes(activation))),
  ...circumstances(limits.features ?? featureKinds, limits.optimizers ?? miniBatchOptimizerNames),
});

/** A case of such a network, with the drawn cost where its last layer has it, else with the quadratic one. */
export function finished(
  input: Shape,
  layers: LayerInput[],
  cost: CostName,
  rest: Parameters<typeof caseOf>[2],
): RandomCase {
  const spec = { input, layers, cost: costFor(layers[layers.length - 1], cost) };
  const { output } = network({ ...spec, initializer: "zeros" });
  // Where every step has an output, targets are values.
  return caseOf(spec, outputsOf(input, layers), isSequence(output) ? { ...rest, targets: "values" } : rest);
}

function outputsOf(input: Shape, layers: readonly LayerInput[]): number {
  return network({ input, layers, initializer: "zeros", cost: "quadratic" }).outputSize;
}

/** The drawn cost, where it is defined for the last layer. */
function costFor(last: LayerInput, cost: CostName): CostName {
  return costs[cost].outputs.includes(activationOf(last)) ? cost : "quadratic";
}
