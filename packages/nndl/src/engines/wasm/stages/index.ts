/** The stages that the engine computes a network in: see cut.ts. */
import { placeWindows } from "../../../layers/geometry.ts";
import type { LayerType, Pair } from "../../../layers/index.ts";
import type { Network, PlacedLayer } from "../../../network/index.ts";
import type { Frozen } from "../../frozen.ts";
import { type NoKernel, noKernel } from "../codes.ts";
import { noMargins, type Values } from "../grid.ts";
import type { PlanMemory } from "../plan-memory.ts";
import { AddStage } from "./add-stage.ts";
import { type AfterSums, ConvStage } from "./conv-stage.ts";
import { FlattenStage, PadStage } from "./copy-stage.ts";
import { type Cut, cutsOf, type Placed } from "./cut.ts";
import { DenseStage } from "./dense-stage.ts";
import { DropoutStage } from "./dropout-stage.ts";
import { EmbeddingStage } from "./embedding-stage.ts";
import type { StagePlace } from "./grid-stage.ts";
import { marginsFor } from "./margins.ts";
import { BatchNormStage, ResponseNormStage } from "./normalize-stage.ts";
import { PoolStage } from "./pool-stage.ts";
import { RecurrentStage } from "./recurrent-stage.ts";
import type { Stage } from "./stage.ts";

export { AddStage, JoinedErrors } from "./add-stage.ts";
export { cutsOf, reachedPlaces } from "./cut.ts";
export { DenseStage } from "./dense-stage.ts";
export { InputErrors } from "./errors.ts";
export { inputGrids } from "./input-grids.ts";
export { RecurrentStage } from "./recurrent-stage.ts";
export * from "./stage.ts";

/** The place of a layer of one kind, the pooling that is made in one go with it, and what goes into layers by their places. */
type PlaceOf<Type extends LayerType> = StagePlace & {
  readonly layer: Placed<Type>;
  readonly pool: Cut["pool"];
  readonly into: ReadonlyMap<number, Values>;
};

type Makers = { readonly [Type in LayerType]: ((place: PlaceOf<Type>) => readonly Stage[]) | NoKernel };

/** How each kind of layer is computed. One that is only to have its readable definition says `noKernel`, and is refused. */
const makers: Makers = {
  dense: (place) => [new DenseStage(place)],
  conv2d: (place) => [new ConvStage(place, afterConvolution(place))],
  convPool2d: convPool,
  maxPool2d: (place) => [pooling("max", place)],
  averagePool2d: (place) => [pooling("average", place)],
  l2Pool2d: (place) => [pooling("l2", place)],
  dropout: (place) => [new DropoutStage(place)],
  batchNorm: (place) => [new BatchNormStage(place)],
  localResponseNorm: (place) => [new ResponseNormStage(place)],
  // One window, as large as the image.
  globalAveragePool2d: (place) => {
    const { height, width } = place.input.grid;
    return [new PoolStage(place, { rule: "average", window: [height, width], step: one, biased: false })];
  },
  zeroPad2d: (place) => [new PadStage(place)],
  flatten: (place) => [new FlattenStage(place)],
  recurrent: (place) => [new RecurrentStage(place)],
  lstm: (place) => [new RecurrentStage(place)],
  gru: (place) => [new RecurrentStage(place)],
  embedding: (place) => [new EmbeddingStage(place)],
  add: (place) => [new AddStage(place, place.into.get(place.layer.earlier as number) as Values)],
};

const one: Pair = [1, 1];

export function layerHasStage(type: LayerType): boolean {
  return makers[type] !== noKernel;
}

/** The stages of a network whose inputs are `input`; `checkKernels` has seen that it has them all. */
export function stagesOf(network: Network, input: Values, planMemory: PlanMemory, frozen: Frozen): readonly Stage[] {
  const stages: Stage[] = [];
  const cuts = cutsOf(network);
  const into = new Map<number, Values>();
  cuts.forEach(({ layer, pool }, c) => {
    const maker = makers[layer.spec.type] as ((place: PlaceOf<LayerType>) => readonly Stage[]) | NoKernel;
    if (maker === noKernel) throw new TypeError(`${layer.spec.type} has no stage`);
    const below = stages.at(-1);
    into.set(layer.index, below?.output ?? input);
    const margins = marginsFor(cuts.at(c + 1)?.layer);
    stages.push(
      ...maker({
        layer: asSeen(layer),
        pool,
        into,
        input: below?.output ?? input,
        below,
        margins,
        planMemory: planMemory.repeated(layer.times),
        frozen: frozen.has(layer.index),
      }),
    );
  });
  return stages;
}

/** A layer that takes each step of a sequence by itself, as it sees its input. */
function asSeen(layer: PlacedLayer): PlacedLayer {
  const isEach = layer.seen.length < layer.input.length;
  return isEach ? { ...layer, input: layer.seen, output: layer.output.slice(1) } : layer;
}

function afterConvolution({ layer, pool }: PlaceOf<"conv2d">): AfterSums {
  if (pool === undefined) return { window: one, step: one, shape: layer.output, finishes: true };
  return { window: pool.spec.window, step: pool.spec.stride, shape: pool.output, finishes: true };
}

function pooling(rule: "max" | "average" | "l2", place: PlaceOf<"maxPool2d" | "averagePool2d" | "l2Pool2d">): Stage {
  const { window, stride } = place.layer.spec;
  return new PoolStage(place, { rule, window, step: stride, biased: false });
}

function convPool(place: PlaceOf<"convPool2d">): readonly Stage[] {
  const { layer } = place;
  const { spec } = layer;
  if (spec.pool === "max") {
    const after = { window: spec.window, step: spec.windowStride, shape: layer.output, finishes: true };
    return [new ConvStage(place, after)];
  }
  // All positions of a window have errors then: a convolution, and pooling that adds the bias.
  const { output } = placeWindows(layer.input, spec.kernel, spec.stride, spec.padding);
  const after = { window: one, step: one, shape: [spec.filters, ...output], finishes: false };
  const maps = new ConvStage({ ...place, margins: noMargins }, after);
  const pooled = { rule: spec.pool, window: spec.window, step: spec.windowStride, biased: true };
  return [maps, new PoolStage({ ...place, input: maps.output, below: maps }, pooled)];
}
