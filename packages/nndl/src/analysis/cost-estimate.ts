/**
 * What a network costs, known before anything is allocated: by layer for a summary (`layerCosts`), as a whole
 * (`totalCosts`), and in memory (`estimateMemory`).
 */
import { isFullBatch, type OptimizerSpec, stateNamesOf } from "../functions/index.ts";
import { type Padding, type Pair, placeWindows } from "../layers/geometry.ts";
import { isSequence, type LayerSpecBase, type Shape, sizeOf } from "../layers/index.ts";
import type { NetworkInput } from "../network/index.ts";
import { checkNetworkSpec, placeLayers } from "../network/spec.ts";
import { pieceSize } from "../training/full-batch/piece-size.ts";

/** What one layer costs. */
export interface LayerCost {
  /** From 0. */
  readonly index: number;
  /** The kind of the layer. */
  readonly type: string;
  /** The shape of what goes in. */
  readonly input: Shape;
  /** The shape of what comes out. */
  readonly output: Shape;
  /** Numbers that belong to the layer, and those of them that training changes by their gradients. */
  readonly parameters: number;
  /** How many numbers of the layer training changes. */
  readonly trainedParameters: number;
  /** Multiplications with a weight in one forward pass of one example; going back takes twice as many. */
  readonly multiplyAdds: number;
}

/** The costs of several layers together. */
export type Costs = Pick<LayerCost, "parameters" | "trainedParameters" | "multiplyAdds">;

/** A layer whose weights are a kernel that slides over an image. */
interface Sliding extends LayerSpecBase {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
}

/**
 * Parameters and multiply-adds of each layer, from the description alone.
 *
 * A dense layer has units · inputs multiply-adds; a convolution filters · rows · columns · (channels / groups) ·
 * kernel height · kernel width, rows and columns being those of what it gives before any pooling; a recurrent layer
 * steps · gates · units · (inputs + units). Biases, activations,
 * pooling and normalization count as none, as in other programs' summaries.
 *
 * @param spec a network's description; a {@link Network} has one as `spec`
 * @throws NndlError for a description that is wrong
 * @example layerCosts({ input: [784], layers: [dense(30), dense(10)] })[0].multiplyAdds; // 23520
 */
export function layerCosts(spec: NetworkInput): readonly LayerCost[] {
  return placeLayers(checkNetworkSpec(spec)).map(({ index, spec: layer, input, output, times, parameters }) => {
    const count = (which: typeof parameters) => which.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const weights = count(parameters.filter(({ shape, regularized }) => regularized && shape.length > 1));
    return {
      index,
      type: layer.type,
      input,
      output,
      parameters: count(parameters),
      trainedParameters: count(parameters.filter(({ trained }) => trained !== false)),
      multiplyAdds: weights * times * timesUsed(layer, input),
    };
  });
}

/** Adds up the costs of layers. */
export function totalCosts(costs: readonly LayerCost[]): Costs {
  const sum = (name: keyof Costs) => costs.reduce((total, cost) => total + cost[name], 0);
  return {
    parameters: sum("parameters"),
    trainedParameters: sum("trainedParameters"),
    multiplyAdds: sum("multiplyAdds"),
  };
}

/**
 * How often one example meets each weight: at every place of a kernel, at every step of a sequence, once in a dense layer, and never
 * where rows are looked up.
 */
function timesUsed(layer: LayerSpecBase, input: Shape): number {
  if (layer.type === "embedding") return 0;
  if (isSequence(input) && "direction" in layer) return input[0];
  if (!("kernel" in layer)) return 1;
  const { kernel, stride, padding } = layer as Sliding;
  const [rows, columns] = placeWindows(input, kernel, stride, padding).output;
  return rows * columns;
}

/** What a network is to be used for. */
export interface Use {
  /** Examples that are in memory at once; 10 when absent. */
  readonly miniBatchSize?: number | undefined;
  /** With which it is to be trained; absent when it is only used. */
  readonly optimizer?: OptimizerSpec | undefined;
  /** Bytes of all the examples. */
  readonly dataBytes?: number | undefined;
  /** Whether the training run is saved now and then, from a copy of the weights. */
  readonly checkpoints?: boolean | undefined;
}

/** Bytes that using or training a network takes, by what they are for. */
export interface MemoryNeeds {
  /** The weights, in the network and in the engine. */
  readonly parameters: number;
  /** Bytes for the gradients. */
  readonly gradients: number;
  /** The optimizer's arrays: velocities and the like. */
  readonly optimizer: number;
  /** What the layers give, for a mini-batch, its inputs included. */
  readonly activations: number;
  /** The derivatives of these. */
  readonly errors: number;
  /** The engine's copy of the examples. */
  readonly data: number;
  /** A copy of weights and optimizer, and the file made of it. */
  readonly checkpoints: number;
  /** Bytes in all. */
  readonly total: number;
  /** The part that must fit into the 4 GiB which WebAssembly can address. */
  readonly engine: number;
}

const bytesPerNumber = 4;

/**
 * The memory that a network needs, from the description alone: float32 for everything but the data.
 *
 * With P parameters, A numbers that go into the layers and come out of them, and a mini-batch of m: 8P for weights; in
 * training 4P for gradients (except in plain SGD, which applies them as they come) and 4P for each array of the optimizer,
 * of the trained parameters alone; 4Am for activations and as much for their derivatives. An optimizer that looks at all
 * examples has its arrays outside of the engine, goes through the examples in pieces of 128, and Newton's method needs 16P²
 * for the Hessian. Padding, stacks and code are not counted.
 *
 * @throws NndlError for a description that is wrong
 * @example estimateMemory({ input: [784], layers: [dense(30), dense(10)] }).parameters; // 190880
 */
export function estimateMemory(spec: NetworkInput, use: Use = {}): MemoryNeeds {
  const { miniBatchSize = 10, optimizer, dataBytes = 0, checkpoints = false } = use;
  const costs = layerCosts(spec);
  const { parameters, trainedParameters } = totalCosts(costs);
  const weights = bytesPerNumber * parameters;
  const trained = bytesPerNumber * trainedParameters;
  const states = optimizer === undefined ? 0 : stateNamesOf(optimizer).length;
  const all = optimizer !== undefined && isFullBatch(optimizer);
  const values = sizeOf(spec.input) + costs.reduce((sum, { output }) => sum + sizeOf(output), 0);
  const activations = bytesPerNumber * values * (all ? Math.min(miniBatchSize, pieceSize) : miniBatchSize);
  const isTrained = optimizer !== undefined;
  const engine = {
    gradients: isTrained && optimizer.type !== "sgd" ? trained : 0,
    optimizer: all ? 0 : states * trained,
    activations,
    errors: isTrained ? activations : 0,
  };
  // What looks at all examples keeps its arrays beside the engine: those by name, some ten more, and the Hessian with its factor.
  const beside = all ? (states + 10) * trained + (optimizer.type === "newton" ? 16 * trainedParameters ** 2 : 0) : 0;
  const saved = isTrained && checkpoints ? 2 * (weights + states * trained) : 0;
  const sum = Object.values(engine).reduce((total, bytes) => total + bytes, 0);
  return {
    parameters: 2 * weights,
    ...engine,
    optimizer: engine.optimizer + beside,
    data: dataBytes,
    checkpoints: saved,
    total: 2 * weights + sum + beside + dataBytes + saved,
    engine: weights + sum + dataBytes,
  };
}
