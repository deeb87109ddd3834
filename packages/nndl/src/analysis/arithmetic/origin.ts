/** Where one value of a layer comes from, step by step. All arrays are copies. */
import type { Pair, Shape } from "../../layers/index.ts";
import type { PoolingName } from "../../layers/pooling.ts";

/** One filter upon one window of the layer's input: products, added up channel by channel, row by row. */
export interface WindowProducts {
  /** The first of the input's channels that the filter sees, and how many it sees. */
  readonly firstChannel: number;
  readonly channels: number;
  /** The input's row and column below the filter's first weight; negative where padding begins before the image. */
  readonly top: number;
  readonly left: number;
  readonly extent: Pair;
  /** channels × rows × columns; 0 where the window reaches beyond the image. */
  readonly inputs: Float64Array;
  readonly weights: Float64Array;
  readonly products: Float64Array;
  /** Rows × columns: 1 within the image, 0 in its padding. */
  readonly inside: Uint8Array;
  /** Of each channel. */
  readonly sums: Float64Array;
  /** Of all products. */
  readonly sum: number;
}

/** A window of one channel, and the number that pooling makes of it. */
export interface PooledWindow {
  readonly pooling: PoolingName;
  readonly channel: number;
  readonly top: number;
  readonly left: number;
  readonly extent: Pair;
  /** In raster order. */
  readonly values: Float64Array;
  /** Which of them max-pooling takes: the first of the largest. */
  readonly taken?: number;
  readonly result: number;
}

/** A product weight × input of a dense layer. */
export interface Term {
  /** Which of the layer's inputs. */
  readonly input: number;
  readonly weight: number;
  readonly value: number;
  readonly product: number;
}

/** z = sum + bias. */
export interface ConvolutionOrigin {
  readonly kind: "convolution";
  readonly window: WindowProducts;
  readonly bias: number;
}

/** z = result of the pool + bias: the book's order, in which the bias comes after pooling. */
export interface PooledConvolutionOrigin {
  readonly kind: "pooled convolution";
  /** Sums without bias, of the filter upon windows that lie side by side. */
  readonly pool: PooledWindow;
  /** Which of the pool's values `window` is; the one that is taken unless another was asked for. */
  readonly part: number;
  readonly window: WindowProducts;
  readonly bias: number;
}

/** z = result of the pool. */
export interface PoolingOrigin {
  readonly kind: "pooling";
  readonly pool: PooledWindow;
}

/** z = sum + bias. */
export interface DenseOrigin {
  readonly kind: "dense";
  /** All products, in the order of the inputs. */
  readonly products: Float64Array;
  /** Those of the largest magnitude, largest first. */
  readonly largest: readonly Term[];
  /** How many others there are, and what they add up to. */
  readonly others: { readonly count: number; readonly sum: number };
  readonly sum: number;
  readonly bias: number;
}

/** z = value: rearranged, or a zero that was put around an image (`input` is absent then). */
export interface MovedOrigin {
  readonly kind: "moved";
  readonly input?: number;
  readonly value: number;
}

/** z = value + added: the number at the same place among those that go into an earlier layer. */
export interface AddedOrigin {
  readonly kind: "added";
  readonly input: number;
  readonly value: number;
  /** The layer, from 0, whose input the added number is; that of layer 0 is the network's own. */
  readonly earlier: number;
  readonly added: number;
}

/** z = factor · value: dropout of a network in use. */
export interface ScaledOrigin {
  readonly kind: "scaled";
  readonly input: number;
  readonly value: number;
  readonly factor: number;
}

/** z = scale · (value − mean) / √(variance + epsilon) + shift, with the running mean and variance of its channel. */
export interface NormalizedOrigin {
  readonly kind: "normalized";
  readonly input: number;
  readonly value: number;
  readonly channel: number;
  readonly mean: number;
  readonly variance: number;
  readonly epsilon: number;
  readonly scale: number;
  readonly shift: number;
}

/** z = value / divisor^beta, where divisor = bias + alpha · Σ neighbour². */
export interface DividedOrigin {
  readonly kind: "divided";
  readonly input: number;
  readonly value: number;
  /** At the same place in neighbouring channels, from `firstChannel` on; the value itself is among them. */
  readonly firstChannel: number;
  readonly neighbours: Float64Array;
  readonly alpha: number;
  readonly beta: number;
  readonly bias: number;
  readonly divisor: number;
}

/** One gate of a recurrent unit, or what stands in its place. */
export interface GateValue {
  /** "forget", "candidate", … */
  readonly name: string;
  /** What the input brings, W x + b. */
  readonly input: number;
  /** What the output of the step before brings, U h. */
  readonly recurrent: number;
  /** What becomes of them. */
  readonly value: number;
}

/** What a unit of a recurrent layer makes of its gates at one step: z is its output. */
export interface RecurrentOrigin {
  readonly kind: "recurrent";
  /** Where in the sequence, from 0; which unit; and whether the steps after it come before it. */
  readonly step: number;
  readonly unit: number;
  readonly isReversed: boolean;
  readonly gates: readonly GateValue[];
  /** The unit's output at the step before. */
  readonly before: number;
  /** Its memory at the step before and now; 0 where it has none. */
  readonly memoryBefore: number;
  readonly memory: number;
}

/** z is a number of the row that an index stands for. */
export interface LookedUpOrigin {
  readonly kind: "looked up";
  /** The index. */
  readonly row: number;
  /** Which of the numbers of the row. */
  readonly column: number;
  readonly value: number;
}

/** Where a number of a layer's output comes from, one member for each kind of arithmetic, told apart by `kind`. */
export type Origin =
  | ConvolutionOrigin
  | PooledConvolutionOrigin
  | PoolingOrigin
  | DenseOrigin
  | MovedOrigin
  | AddedOrigin
  | ScaledOrigin
  | NormalizedOrigin
  | DividedOrigin
  | RecurrentOrigin
  | LookedUpOrigin;

/** What an origin is found from: a layer's input and parameters, and one place of its output. */
export interface Source {
  readonly input: Float64Array;
  /** For a layer that reaches over others: the layer that it reaches, and what goes into that. */
  readonly earlier?: { readonly layer: number; readonly input: Float64Array };
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** A parameter of the layer by its name. */
  readonly parameter: (name: string) => Float32Array;
  readonly index: number;
  readonly part: number | undefined;
}

/** An origin and the z that it leads to. */
export interface Found {
  readonly origin: Origin;
  readonly z: number;
}

/** Channel, row and column of a value of an image; a row has neither rows nor columns. */
export function placeOf(index: number, [, height = 1, width = 1]: Shape): readonly [number, number, number] {
  return [Math.floor(index / (height * width)), Math.floor(index / width) % height, index % width];
}
