import { type AddInput, type AddSpec, addLayer } from "./add.ts";
import { type AveragePool2dInput, type AveragePool2dSpec, averagePool2dLayer } from "./average-pool-2d.ts";
import { type BatchNormInput, type BatchNormSpec, batchNormLayer } from "./batch-norm.ts";
import { type ConvPool2dInput, type ConvPool2dSpec, convPool2dLayer } from "./conv-pool-2d.ts";
import { type Conv2dInput, type Conv2dSpec, conv2dLayer } from "./conv2d.ts";
import { type DenseInput, type DenseSpec, denseLayer } from "./dense.ts";
import { type DropoutInput, type DropoutSpec, dropoutLayer } from "./dropout.ts";
import { type EmbeddingInput, type EmbeddingSpec, embeddingLayer } from "./embedding.ts";
import { type FlattenSpec, flattenLayer } from "./flatten.ts";
import { type GlobalAveragePool2dSpec, globalAveragePool2dLayer } from "./global-average-pool-2d.ts";
import { type L2Pool2dInput, type L2Pool2dSpec, l2Pool2dLayer } from "./l2-pool-2d.ts";
import type { LayerKind } from "./layer.ts";
import {
  type LocalResponseNormInput,
  type LocalResponseNormSpec,
  localResponseNormLayer,
} from "./local-response-norm.ts";
import { type MaxPool2dInput, type MaxPool2dSpec, maxPool2dLayer } from "./max-pool-2d.ts";
import { type GruInput, type GruSpec, gruLayer } from "./recurrent/gru.ts";
import { type LstmInput, type LstmSpec, lstmLayer } from "./recurrent/lstm.ts";
import { type RecurrentInput, type RecurrentSpec, recurrentLayer } from "./recurrent/recurrent.ts";
import { type ZeroPad2dInput, type ZeroPad2dSpec, zeroPad2dLayer } from "./zero-pad-2d.ts";

export { type AddInput, type AddSpec, add } from "./add.ts";
export { type AveragePool2dInput, type AveragePool2dSpec, averagePool2d } from "./average-pool-2d.ts";
export { type BatchNormInput, type BatchNormSpec, batchNorm } from "./batch-norm.ts";
export { type ConvPool2dInput, type ConvPool2dSpec, convPool2d } from "./conv-pool-2d.ts";
export { type Conv2dInput, type Conv2dSpec, conv2d } from "./conv2d.ts";
export type { ConvolutionFields, ConvolutionInput } from "./convolution.ts";
export { type DenseInput, type DenseSpec, dense } from "./dense.ts";
export { type DropoutInput, type DropoutSpec, dropout } from "./dropout.ts";
export { type EmbeddingInput, type EmbeddingSpec, embedding } from "./embedding.ts";
export { type FlattenSpec, flatten } from "./flatten.ts";
export type { Padding, PaddingInput, Pads, PadsInput, Pair, PairInput } from "./geometry.ts";
export { type GlobalAveragePool2dSpec, globalAveragePool2d } from "./global-average-pool-2d.ts";
export { type L2Pool2dInput, type L2Pool2dSpec, l2Pool2d } from "./l2-pool-2d.ts";
export * from "./layer.ts";
export { type LocalResponseNormInput, type LocalResponseNormSpec, localResponseNorm } from "./local-response-norm.ts";
export { type MaxPool2dInput, type MaxPool2dSpec, maxPool2d } from "./max-pool-2d.ts";
export { type Placement, placeLayer } from "./place.ts";
export type { PoolInput, PoolOptions, PoolSpec } from "./pool-layer.ts";
export type { PoolingName } from "./pooling.ts";
export type { RecurrentFields, RecurrentOptions } from "./recurrent/fields.ts";
export { type GruInput, type GruSpec, gru } from "./recurrent/gru.ts";
export { type LstmInput, type LstmSpec, lstm } from "./recurrent/lstm.ts";
export { type RecurrentInput, type RecurrentSpec, recurrent } from "./recurrent/recurrent.ts";
export { type ZeroPad2dInput, type ZeroPad2dSpec, zeroPad2d } from "./zero-pad-2d.ts";

/** Every kind of layer by name. A new one is a file in this folder and a line here. */
export const layerKinds = {
  dense: denseLayer,
  conv2d: conv2dLayer,
  convPool2d: convPool2dLayer,
  maxPool2d: maxPool2dLayer,
  averagePool2d: averagePool2dLayer,
  l2Pool2d: l2Pool2dLayer,
  dropout: dropoutLayer,
  batchNorm: batchNormLayer,
  localResponseNorm: localResponseNormLayer,
  globalAveragePool2d: globalAveragePool2dLayer,
  zeroPad2d: zeroPad2dLayer,
  flatten: flattenLayer,
  add: addLayer,
  recurrent: recurrentLayer,
  lstm: lstmLayer,
  gru: gruLayer,
  embedding: embeddingLayer,
};

/** "dense", "conv2d", "maxPool2d", …: the kind of a layer. */
export type LayerType = keyof typeof layerKinds;
/** The names of all kinds of layers. */
export const layerTypes = Object.keys(layerKinds) as readonly LayerType[];

/** A layer, complete. */
export type LayerSpec =
  | DenseSpec
  | Conv2dSpec
  | ConvPool2dSpec
  | MaxPool2dSpec
  | AveragePool2dSpec
  | L2Pool2dSpec
  | BatchNormSpec
  | LocalResponseNormSpec
  | GlobalAveragePool2dSpec
  | ZeroPad2dSpec
  | DropoutSpec
  | FlattenSpec
  | AddSpec
  | RecurrentSpec
  | LstmSpec
  | GruSpec
  | EmbeddingSpec;

/** A layer as one writes it, with defaults left out. */
export type LayerInput =
  | DenseInput
  | Conv2dInput
  | ConvPool2dInput
  | MaxPool2dInput
  | AveragePool2dInput
  | L2Pool2dInput
  | BatchNormInput
  | LocalResponseNormInput
  | GlobalAveragePool2dSpec
  | ZeroPad2dInput
  | DropoutInput
  | FlattenSpec
  | AddInput
  | RecurrentInput
  | LstmInput
  | GruInput
  | EmbeddingInput;

/** The kind of a layer, with the type of its spec forgotten. */
export function layerKind(type: LayerType): LayerKind {
  return layerKinds[type];
}
