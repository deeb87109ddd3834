/** Cuts a network into the stages that the engine computes: mostly one for each layer. */
import { placeWindows } from "../../../layers/geometry.ts";
import { activationOf, type Conv2dSpec, type ConvPool2dSpec, type Pair } from "../../../layers/index.ts";
import type { Network, PlacedLayer } from "../../../network/index.ts";
import { type Margins, noMargins, type Values } from "../grid.ts";
import type { Workshop } from "../workshop.ts";
import { ConvStage } from "./conv-stage.ts";
import { FlattenStage, PadStage } from "./copy-stage.ts";
import { DenseStage } from "./dense-stage.ts";
import { DropoutStage } from "./dropout-stage.ts";
import { BatchNormStage, ResponseNormStage } from "./normalize-stage.ts";
import { PoolStage } from "./pool-stage.ts";
import type { Stage } from "./stage.ts";

export { DenseStage } from "./dense-stage.ts";
export { InputErrors } from "./errors.ts";
export * from "./stage.ts";

const one: Pair = [1, 1];

/** The zeros that the layers from this one on want around their input. */
export function marginsFor(layer: PlacedLayer | undefined): Margins {
  if (layer === undefined || (layer.spec.type !== "conv2d" && layer.spec.type !== "convPool2d")) return noMargins;
  const { kernel, stride, padding } = layer.spec;
  const { top, left, height, width, output } = placeWindows(layer.input, kernel, stride, padding);
  // Only as much below and to the right as the last positions reach.
  const past = (axis: 0 | 1, size: number) => Math.max(0, (output[axis] - 1) * stride[axis] + kernel[axis] - size);
  return { top, left, bottom: past(0, height + top), right: past(1, width + left) };
}

/** The stages of a network whose inputs are `input`. */
export function stagesOf(network: Network, input: Values, workshop: Workshop): readonly Stage[] {
  const stages: Stage[] = [];
  const { layers } = network;
  let from = input;
  for (let l = 0; l < layers.length; l++) {
    const layer = layers[l];
    const next = layers[l + 1];
    // A dense layer takes an image as it is.
    if (layer.spec.type === "flatten" && next?.spec.type === "dense") continue;
    if (layer.spec.type === "conv2d" && poolsAfter(layer.spec, next)) {
      const { window, stride } = next.spec;
      const after = { window, step: stride, shape: next.output, finishes: true };
      stages.push(new ConvStage(layer, after, from, marginsFor(layers[l + 2]), workshop));
      l++;
    } else stages.push(...stagesOfLayer(layer, from, stages.at(-1), marginsFor(next), workshop));
    from = stages[stages.length - 1].output;
  }
  return stages;
}

/** Whether a max-pooling layer can be a convolution's own: where the activation never falls, the order is all one. */
function poolsAfter(
  spec: Conv2dSpec,
  next: PlacedLayer | undefined,
): next is PlacedLayer & { spec: { readonly type: "maxPool2d" } } {
  return next?.spec.type === "maxPool2d" && activationOf(spec) !== "softmax";
}

function stagesOfLayer(
  layer: PlacedLayer,
  from: Values,
  below: Stage | undefined,
  margins: Margins,
  workshop: Workshop,
): readonly Stage[] {
  switch (layer.spec.type) {
    case "dense":
      return [new DenseStage(layer, from, below, workshop)];
    case "conv2d":
      return [
        new ConvStage(layer, { window: one, step: one, shape: layer.output, finishes: true }, from, margins, workshop),
      ];
    case "convPool2d":
      return convPool(layer, layer.spec, from, margins, workshop);
    case "dropout":
      return [new DropoutStage(layer, from, below, margins, workshop)];
    case "batchNorm":
      return [new BatchNormStage(layer, from, margins, workshop)];
    case "localResponseNorm":
      return [new ResponseNormStage(layer, from, margins, workshop)];
    case "flatten":
      return [new FlattenStage(layer, from, below, workshop)];
    case "zeroPad2d":
      return [new PadStage(layer, from, below, margins, workshop)];
    default:
      return [new PoolStage(layer, from, margins, workshop)];
  }
}

function convPool(layer: PlacedLayer, spec: ConvPool2dSpec, from: Values, margins: Margins, workshop: Workshop) {
  if (spec.pool === "max") {
    const after = { window: spec.window, step: spec.windowStride, shape: layer.output, finishes: true };
    return [new ConvStage(layer, after, from, margins, workshop)];
  }
  // All positions of a window have errors then: a convolution, and pooling that adds the bias.
  const { output } = placeWindows(layer.input, spec.kernel, spec.stride, spec.padding);
  const after = { window: one, step: one, shape: [spec.filters, ...output], finishes: false };
  const maps = new ConvStage(layer, after, from, noMargins, workshop);
  return [maps, new PoolStage(layer, maps.output, margins, workshop)];
}
