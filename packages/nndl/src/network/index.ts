export { Network, network, parameterName } from "./network.ts";
export type { NetworkNotes } from "./notes.ts";
export type { GivenTensor, Tensor } from "./parameters.ts";
export { checkNetworkSpec, type NetworkInput, type NetworkSpec, type PlacedLayer, placeLayers } from "./spec.ts";
