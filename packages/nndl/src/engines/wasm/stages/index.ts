/** Cuts a network into the stages that the engine computes: mostly one for each layer. */
import { placeWindows } from "../../../layers/geometry.ts";
import type { ConvPool2dSpec, Pair } from "../../../layers/index.ts";
import type { Network, PlacedLayer } from "../../../network/index.ts";
import { type Margins, noMargins, type Values } from "../grid.ts";
import type { Workshop } from "../workshop.ts";
import { ConvStage } from "./conv-stage.ts";
import { FlattenStage, PadStage } from "./copy-stage.ts";
import { cutsOf } from "./cut.ts";
import { DenseStage } from "./dense-stage.ts";
import { DropoutStage } from "./dropout-stage.ts";
import { marginsFor } from "./margins.ts";
import { BatchNormStage, ResponseNormStage } from "./normalize-stage.ts";
import { PoolStage } from "./pool-stage.ts";
import type { Stage } from "./stage.ts";

export { cutsOf } from "./cut.ts";
export { DenseStage } from "./dense-stage.ts";
export { InputErrors } from "./errors.ts";
export { inputGrids } from "./input-grids.ts";
export * from "./stage.ts";

const one: Pair = [1, 1];

/** The stages of a network whose inputs are `input`. */
export function stagesOf(network: Network, input: Values, workshop: Workshop): readonly Stage[] {
  const stages: Stage[] = [];
  const cuts = cutsOf(network);
  let from = input;
  cuts.forEach(({ layer, pool }, c) => {
    const margins = marginsFor(cuts.at(c + 1)?.layer);
    if (pool === undefined) stages.push(...stagesOfLayer(layer, from, stages.at(-1), margins, workshop));
    else {
      const { window, stride } = pool.spec;
      const after = { window, step: stride, shape: pool.output, finishes: true };
      stages.push(new ConvStage(layer, after, from, margins, workshop));
    }
    from = stages[stages.length - 1].output;
  });
  return stages;
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
