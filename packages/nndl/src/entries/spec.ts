/** Descriptions as plain data, checked and looked into: networks with their layers in their places, settings, notation. */
export { checkDistortion } from "../data/index.ts";
export { checkOptimizer, checkRegularization, checkSchedule } from "../functions/index.ts";
export {
  activationOf,
  type BackwardArrays,
  type Carried,
  type LayerDefaults,
  type LayerKind,
  type LayerSamples,
  type LayerSpecBase,
  layerKind,
  layerKinds,
  layerTypes,
  type ParameterSpec,
  type Pass,
  type Placement,
  placeLayer,
  sizeOf,
  takes,
  type Values,
} from "../layers/index.ts";
export { checkNetworkSpec, type PlacedLayer, placeLayers } from "../network/index.ts";
export { type NotationLine, notationLines } from "../notation/index.ts";
export { checkSettings, dataIdentity, settingsAt } from "../training/index.ts";
