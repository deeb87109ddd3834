export type { FileFormat } from "./file.ts";
export { checkNetwork } from "./given-network.ts";
export { Network, network } from "./network.ts";
export { withNewHead } from "./new-head.ts";
export type { NetworkNotes } from "./notes.ts";
export { parameterName } from "./parameter-name.ts";
export type { GivenTensor, Tensor } from "./parameters.ts";
export { checkNetworkSpec, type NetworkInput, type NetworkSpec, type PlacedLayer, placeLayers } from "./spec.ts";
