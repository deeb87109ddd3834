/** A network as it is being built: it may be wrong for a while, and each mistake has its place. */
import {
  type ActivationName,
  type LayerInput,
  type LayerSpec,
  type NetworkInput,
  type NetworkSpec,
  NndlError,
  type Shape,
} from "nndl";
import { costNames, costs } from "nndl/functions";
import { activationOf, checkNetworkSpec, layerKind, layerTypes, placeLayer, sizeOf, takes } from "nndl/spec";
import { inSentences } from "../training/protocol.ts";

/** What the data ask of a network: the shape of an input, and how many numbers it must answer with. */
export interface DataShape {
  readonly input: Shape;
  readonly outputs: number;
  /** Whether the answers are classes; otherwise they are values. */
  readonly classes: boolean;
}

/** One layer in its place, as far as it can be told. */
export interface ExaminedLayer {
  /** Complete; undefined while a setting is wrong. */
  readonly spec?: LayerSpec;
  /** Undefined behind a mistake. */
  readonly input?: Shape;
  readonly output?: Shape;
  readonly parameters: number;
  /** What is wrong with this layer, in a sentence. */
  readonly problem?: string;
}

export interface Examined {
  readonly layers: readonly ExaminedLayer[];
  readonly parameters: number;
  /** The whole, complete; undefined while anything is wrong. */
  readonly spec?: NetworkSpec;
  /** What is wrong with the network as a whole, or with how it fits the data. */
  readonly problem?: string;
}

/** Looks at every layer in its place: what is wrong is told where it is. */
export function examine(network: NetworkInput, data?: DataShape): Examined {
  const initializer = network.initializer ?? "scaled-gaussian";
  /** What goes into the layers so far; the last of it is undefined behind a mistake. */
  const shapes: (Shape | undefined)[] = [network.input];
  const layers = network.layers.map((layer, index): ExaminedLayer => {
    const [before, where] = [shapes[index], `layer ${index + 1}`];
    shapes[index + 1] = undefined;
    try {
      const type = layerTypes.find((known) => known === layer.type);
      if (type === undefined) return { parameters: 0, problem: `There is no layer of the type ${layer.type}.` };
      const kind = layerKind(type);
      const spec = kind.check({ ...layer }, { initializer }, `${where}, ${type}`) as LayerSpec;
      if (before === undefined) return { spec, parameters: 0 };
      const placed = placeLayer(kind, spec, `${where}, ${type}`, shapes.slice(0, index + 1) as Shape[]);
      const { output } = placed;
      const parameters = placed.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      shapes[index + 1] = output;
      return { spec, input: before, output, parameters };
    } catch (error) {
      return { ...(before === undefined ? {} : { input: before }), parameters: 0, problem: sentenceOf(error) };
    }
  });
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  if (layers.some(({ problem }) => problem !== undefined)) return { layers, parameters };
  try {
    const spec = checkNetworkSpec(network);
    const problem = data === undefined ? undefined : misfit(spec, layers.at(-1)!.output!, data);
    return problem === undefined ? { layers, parameters, spec } : { layers, parameters, problem };
  } catch (error) {
    return { layers, parameters, problem: sentenceOf(error) };
  }
}

/** What keeps a network from learning such data, in a sentence. */
function misfit(spec: NetworkSpec, output: Shape, data: DataShape): string | undefined {
  if (!takes(spec.input, data.input))
    return `The data have inputs of ${written(data.input)}, the network takes ${written(spec.input)}.`;
  if (sizeOf(output) !== data.outputs)
    return `The data have ${data.outputs} ${data.classes ? (data.outputs === 1 ? "class" : "classes") : data.outputs === 1 ? "value" : "values"}, the network gives ${sizeOf(output)} ${sizeOf(output) === 1 ? "output" : "outputs"}.`;
  return undefined;
}

/** [1, 28, 28] as "28 × 28". */
export function written(shape: Shape): string {
  return (shape.length === 3 && shape[0] === 1 ? shape.slice(1) : shape).join(" × ");
}

/** The network, changed as little as possible so that it can learn such data. */
export function fitted(network: NetworkInput, data: DataShape): NetworkInput {
  const isSequential = network.input.length === 2;
  const onImages = !isSequential && network.layers.some(({ type }) => type === "flatten" || !onRows.includes(type));
  if (onImages && data.input.length !== 3)
    return fitted(
      {
        ...network,
        layers: [
          { type: "dense", units: 30 },
          { type: "dense", units: 10 },
        ],
      },
      data,
    );
  const before = network.layers.slice(0, -1);
  const last = network.layers.at(-1);
  const said = last?.type === "dense" ? (last.activation ?? "sigmoid") : "sigmoid";
  const activation: ActivationName = data.classes ? (said === "softmax" ? "softmax" : "sigmoid") : "linear";
  const kept = last?.type === "dense" ? last : { type: "dense" as const };
  const layers: LayerInput[] = [...before, { ...kept, units: data.outputs, activation }];
  const row = isSequential ? asSequence(network.input, data.input) : [sizeOf(data.input)];
  return withUsualCost({ ...network, input: onImages ? data.input : row, layers });
}

/** The shape of a sequence that can be read from inputs of a shape: row by row from images. */
function asSequence(before: Shape, input: Shape): Shape {
  const [channels = 1, height = 1, width = 1] = input;
  if (takes(before, input)) return before;
  return input.length === 3 ? [channels * height, width] : [sizeOf(input), 1];
}

const onRows: readonly string[] = ["dense", "dropout", "batchNorm", "flatten", "add"];

const onSequences: readonly string[] = ["recurrent", "lstm", "gru"];

/**
 * The network with one layer more, where it makes sense: on images before anything makes a row of them (where the data are
 * images and came as rows, they come as images then), otherwise before the outputs. A residual connection leads over the layer
 * before it; where that changes the shape, it comes with one that does not.
 */
export function withLayer(
  network: NetworkInput,
  layer: LayerInput,
  data?: DataShape,
): { readonly network: NetworkInput; readonly at: number } {
  if (onSequences.includes(layer.type)) return withRecurrent(network, layer, data);
  const { layers } = network;
  const isOnImages = !onRows.includes(layer.type);
  const firstRow = layers.findIndex(({ type }) => type === "dense" || type === "flatten");
  const beforeLast = layers.at(-1)?.type === "dense" ? layers.length - 1 : layers.length;
  const at = isOnImages && firstRow >= 0 ? firstRow : beforeLast;
  const isSame = data?.input.length === 3 && network.input.length === 1 && sizeOf(data.input) === network.input[0];
  const input = isOnImages && isSame ? data.input : network.input;
  const added = layer.type === "add" ? [...layersToLeadOver(network, layer, at), layer] : [layer];
  const withAll = [...layers.slice(0, at), ...added, ...layers.slice(at)];
  return { network: { ...network, input, layers: withAll }, at: at + added.length - 1 };
}

/** The network with one recurrent layer more, the first of all; images are then read row by row. */
function withRecurrent(network: NetworkInput, layer: LayerInput, data?: DataShape) {
  const isSequential = network.input.length === 2;
  const isSame = data?.input.length === 3 && sizeOf(data.input) === sizeOf(network.input);
  const input = isSequential ? network.input : asSequence([], isSame ? data.input : [sizeOf(network.input)]);
  const isRead = network.layers.some(({ type }) => onSequences.includes(type));
  const first = isRead ? ({ ...layer, output: "every" } as LayerInput) : layer;
  return { network: { ...network, input, layers: [first, ...network.layers] }, at: 0 };
}

/** What a residual connection at this place needs before it: nothing, or a layer with as many outputs as inputs. */
function layersToLeadOver(network: NetworkInput, layer: LayerInput, at: number): readonly LayerInput[] {
  const { layers } = examine({ ...network, layers: [...network.layers.slice(0, at), layer] });
  const { input, problem } = layers[at]!;
  if (problem === undefined || input === undefined) return [];
  return input.length === 3
    ? [{ type: "conv2d", filters: input[0]!, kernel: 3, padding: "same", activation: "relu" }]
    : [{ type: "dense", units: sizeOf(input) }];
}

/** The network with one layer more before another, of the kind that its neighbours are: of images, a convolution. */
export function withLayerBefore(network: NetworkInput, at: number, input: Shape | undefined): NetworkInput {
  const { layers } = network;
  const [before, after] = [layers[at - 1], layers[at]];
  const neighbour = before ?? (at < layers.length - 1 ? after : undefined);
  const isOnImages = input?.length === 3 && after !== undefined && !onRows.includes(after.type);
  const layer: LayerInput = isOnImages
    ? {
        type: "conv2d",
        filters: neighbour !== undefined ? (sizeIn(neighbour) ?? 8) : 8,
        kernel: 3,
        padding: "same",
        activation: "relu",
      }
    : neighbour?.type === "dense"
      ? neighbour
      : { type: "dense", units: 8 };
  return withUsualCost({ ...network, layers: [...layers.slice(0, at), layer, ...layers.slice(at)] });
}

/** How many neurons or filters a layer has, where that can be chosen. */
export function sizeIn(layer: LayerInput): number | undefined {
  if (layer.type === "dense") return layer.units;
  return layer.type === "conv2d" || layer.type === "convPool2d" ? layer.filters : undefined;
}

/** The network with so many neurons or filters in a layer. */
export function withSize(network: NetworkInput, at: number, size: number): NetworkInput {
  const layers = network.layers.map((layer, i) =>
    i === at ? withField(layer, layer.type === "dense" ? "units" : "filters", size) : layer,
  );
  return { ...network, layers };
}

/** Without the cost, where it cannot follow the last layer. */
export function withUsualCost(network: NetworkInput): NetworkInput {
  const { cost, ...rest } = network;
  return cost === undefined || costsFor(network).includes(cost) ? network : rest;
}

/** The costs that can follow a network's last layer. */
export function costsFor({ layers }: NetworkInput): readonly (typeof costNames)[number][] {
  const last = layers.at(-1);
  if (last === undefined) return costNames;
  const usual = last.type === "dense" || last.type === "conv2d" || last.type === "convPool2d" ? "sigmoid" : "linear";
  const activation = activationOf({ activation: usual, ...last } as LayerSpec);
  return costNames.filter((name) => costs[name].outputs.includes(activation));
}

/** The list with an item moved to another place. */
export function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  if (from === to || from < 0 || to < 0 || from >= items.length || to >= items.length) return items;
  const rest = items.filter((_, i) => i !== from);
  return [...rest.slice(0, to), items[from]!, ...rest.slice(to)];
}

/** A layer with one field set, or left to its default. */
export function withField(layer: LayerInput, name: string, value: unknown): LayerInput {
  const { [name]: _, ...rest } = layer as unknown as Record<string, unknown>;
  return (value === undefined ? rest : { ...layer, [name]: value }) as unknown as LayerInput;
}

/** What an error says to the reader. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof NndlError)) return error instanceof Error ? error.message : String(error);
  return inSentences(error);
}
