import { array, knownKeys, oneOf, plainObject, positiveInteger } from "../check.ts";
import { counted, NndlError } from "../errors.ts";
import { type CostName, costNames, costs, type InitializerName, initializerNames } from "../functions/index.ts";
import {
  activationOf,
  type LayerInput,
  type LayerSpec,
  layerKind,
  layerTypes,
  type ParameterSpec,
  placeLayer,
  type Shape,
  sizeOf,
} from "../layers/index.ts";
import { checkSeed } from "../random/index.ts";

/**
 * A network, completely described, as plain JSON: what a file holds, what a link encodes, what a sweep varies.
 * The same spec gives the same first weights, byte for byte, everywhere.
 */
export interface NetworkSpec {
  /** The shape of one input: [784], [steps, features] of a sequence, or channels × height × width. */
  readonly input: Shape;
  /** The layers, the first one first. */
  readonly layers: readonly LayerSpec[];
  /** What training makes small. */
  readonly cost: CostName;
  /** The seed of every use of chance: first weights, shuffling. */
  readonly seed: number;
}

/** A network as one writes it: what is left out gets the defaults. */
export interface NetworkInput {
  /** The shape of one input: [784], [steps, features], or [channels, height, width]. */
  readonly input: Shape;
  /** The layers, the first one first. */
  readonly layers: readonly LayerInput[];
  /** "cross-entropy" when absent ("log-likelihood" when the last layer is a softmax, "quadratic" for other outputs). */
  readonly cost?: CostName | undefined;
  /** 0 when absent. */
  readonly seed?: number | undefined;
  /** The initializer of layers that do not name their own; "scaled-gaussian" when absent. */
  readonly initializer?: InitializerName | undefined;
}

/** One layer in its place: its spec, the shapes around it, its parameters. */
export interface PlacedLayer {
  /** Its place, from 0. */
  readonly index: number;
  /** The layer itself. */
  readonly spec: LayerSpec;
  /** The shape of what goes in. */
  readonly input: Shape;
  /** The shape of what comes out. */
  readonly output: Shape;
  /** The shape that the layer's own definition sees: that of one step where it takes each step of a sequence by itself. */
  readonly seen: Shape;
  /** How many times an example is that: the number of steps then, otherwise 1. */
  readonly times: number;
  /** Its parameters by name, with their shapes. */
  readonly parameters: readonly ParameterSpec[];
  /** The place of the layer whose input it takes, too; absent for those that take nothing but their own. */
  readonly earlier?: number;
}

/** More parameters than this could not be held in the 4 GiB that WebAssembly can address, gradients included. */
const mostParameters = 500_000_000;

/** As many float32 values of one example take 1 GiB. */
const mostValues = 2 ** 28;

/** Deeper than any network that was ever trained, and shallow enough for a hostile file to do no harm. */
const mostLayers = 10_000;

/**
 * Checks a network's description and completes it.
 * @throws NndlError with the code of what is wrong ("network.input", "layer.units", "network.cost", "seed", …)
 */
export function checkNetworkSpec(value: unknown): NetworkSpec {
  const fields = plainObject(value, { code: "network", what: "a network" });
  knownKeys(fields, ["input", "layers", "cost", "seed", "initializer"], { code: "network.field", what: "a network" });
  const input = checkShape(fields.input);
  const initializer = oneOf(fields.initializer ?? "scaled-gaussian", initializerNames, {
    code: "network.initializer",
    what: "the network's initializer",
  });
  const layers = checkLayerCount(fields.layers).map((layer, index): LayerSpec => {
    const where = `layer ${index + 1}`;
    const layerFields = plainObject(layer, { code: "layer", what: where });
    const type = oneOf(layerFields.type, layerTypes, { code: "layer.type", what: `${where}: type` });
    return layerKind(type).check(layerFields, { initializer }, `${where}, ${type}`) as LayerSpec;
  });
  checkSize({ input, layers });
  const cost = checkCost(fields.cost, layers.at(-1) as LayerSpec);
  return deepFreeze({ input, layers, cost, seed: checkSeed(fields.seed ?? 0) });
}

/** Puts checked layers in their places, each with the shapes around it; refuses what does not fit. */
export function placeLayers(spec: Pick<NetworkSpec, "input" | "layers">): readonly PlacedLayer[] {
  const shapes = [spec.input];
  return spec.layers.map((layer, index) => {
    const kind = layerKind(layer.type);
    const input = shapes[index];
    const placement = placeLayer(kind, layer, `layer ${index + 1}, ${layer.type}`, shapes);
    shapes.push(placement.output);
    const placed = { index, spec: layer, input, ...placement };
    return kind.reach === undefined ? placed : { ...placed, earlier: index - kind.reach(layer) };
  });
}

/** The layers one by one, a hole in the array among them being undefined. */
function checkLayerCount(value: unknown): readonly unknown[] {
  const layers = array(value, { code: "network.layers", what: "the network's layers" });
  if (layers.length === 0 || layers.length > mostLayers)
    throw new NndlError("network.layers", {
      received: layers.length === 0 ? "no layers" : counted(layers.length, "layer"),
      expected: `a network must have 1 to ${mostLayers} layers`,
      next: 'Start with one, for example dense(10, "softmax").',
    });
  return Array.from(layers);
}

function checkShape(value: unknown): Shape {
  const shape = array(value, { code: "network.input", what: "the network's input shape" });
  if (shape.length < 1 || shape.length > 3)
    throw new NndlError("network.input", {
      received: `${shape.length} numbers`,
      expected: "the input shape must be [units], [steps, features] or [channels, height, width]",
      next: "Write [784] for 784 inputs in a row, [28, 28] for 28 steps of 28, or [1, 28, 28] for one channel of 28 × 28.",
    });
  const extents = Array.from(shape, (extent) =>
    positiveInteger(extent, { code: "network.input", what: "each number of the input shape" }),
  );
  positiveInteger(sizeOf(extents), { code: "network.input", what: "the number of inputs" }, 2 ** 24);
  return extents;
}

function checkCost(value: unknown, last: LayerSpec): CostName {
  const activation = activationOf(last);
  const usual = activation === "softmax" ? "log-likelihood" : activation === "sigmoid" ? "cross-entropy" : "quadratic";
  const name = oneOf(value ?? usual, costNames, { code: "network.cost", what: "the network's cost" });
  if (!costs[name].outputs.includes(activation))
    throw new NndlError("network.cost", {
      received: `${name} after ${activation}`,
      expected: `the ${name} cost needs outputs of ${costs[name].outputs.join(" or ")}`,
      next: `Change the last layer's activation, or use a cost that fits ${activation}: ${costNames
        .filter((other) => costs[other].outputs.includes(activation))
        .join(", ")}.`,
    });
  return name;
}

function checkSize(spec: Pick<NetworkSpec, "input" | "layers">): void {
  let count = 0;
  for (const { index, output, parameters } of placeLayers(spec)) {
    for (const parameter of parameters) count += sizeOf(parameter.shape);
    if (sizeOf(output) > mostValues)
      throw new NndlError("network.size", {
        received: `${output.join(" × ")} values`,
        expected: `layer ${index + 1}, ${spec.layers[index].type}, can have at most ${mostValues.toLocaleString("en")} values`,
        next: "Use smaller images, fewer filters or a larger stride.",
      });
  }
  if (count > mostParameters)
    throw new NndlError("network.size", {
      received: `${count.toLocaleString("en")} parameters`,
      expected: `a network can have at most ${mostParameters.toLocaleString("en")} parameters`,
      next: "Use fewer or narrower layers.",
    });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
