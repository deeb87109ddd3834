import { addLayer } from "../add.ts";
import { averagePool2dLayer } from "../average-pool-2d.ts";
import { conv2dLayer } from "../conv2d.ts";
import { denseLayer } from "../dense.ts";
import { dropoutLayer } from "../dropout.ts";
import { flattenLayer } from "../flatten.ts";
import { globalAveragePool2dLayer } from "../global-average-pool-2d.ts";
import type { LayerType } from "../index.ts";
import { gruLayer } from "../recurrent/gru.ts";
import { lstmLayer } from "../recurrent/lstm.ts";
import { recurrentLayer } from "../recurrent/recurrent.ts";
import { zeroPad2dLayer } from "../zero-pad-2d.ts";
import { batchNormTangent } from "./batch-norm.ts";
import { bilinear } from "./bilinear.ts";
import { convPool2dTangent } from "./conv-pool-2d.ts";
import { differenced } from "./differenced.ts";
import { linear } from "./linear.ts";
import { localResponseNormTangent } from "./local-response-norm.ts";
import { lookedUp } from "./looked-up.ts";
import { pooled } from "./pooling.ts";
import type { LayerTangent } from "./tangent.ts";

export type { BackwardAlong, ForwardAlong, LayerTangent } from "./tangent.ts";

/** Every kind of layer along a direction: one without an entry does not compile. */
const layerTangents = {
  dense: bilinear(denseLayer),
  conv2d: bilinear(conv2dLayer),
  convPool2d: convPool2dTangent,
  maxPool2d: pooled<"maxPool2d">("max"),
  averagePool2d: linear(averagePool2dLayer),
  l2Pool2d: pooled<"l2Pool2d">("l2"),
  dropout: linear(dropoutLayer),
  batchNorm: batchNormTangent,
  localResponseNorm: localResponseNormTangent,
  globalAveragePool2d: linear(globalAveragePool2dLayer),
  zeroPad2d: linear(zeroPad2dLayer),
  flatten: linear(flattenLayer),
  add: linear(addLayer),
  recurrent: differenced(recurrentLayer),
  lstm: differenced(lstmLayer),
  gru: differenced(gruLayer),
  embedding: lookedUp,
} satisfies Record<LayerType, object>;

/** How a kind of layer computes along a direction, with the type of its spec forgotten. */
export function layerTangent(type: LayerType): LayerTangent {
  return layerTangents[type];
}
