export { Network, network, parameterName } from "./network.ts";
export {
  formatLayers,
  type NotatedNetwork,
  type NotationDefaults,
  type NotationLine,
  notationLines,
  parseLayers,
} from "./notation.ts";
export type { NetworkNotes } from "./notes.ts";
export type { GivenTensor, Tensor } from "./parameters.ts";
export { checkNetworkSpec, type NetworkInput, type NetworkSpec, type PlacedLayer, placeLayers } from "./spec.ts";
