export { fileKeys, type NetworkNotes } from "./file.ts";
export { Network, network, parameterName, type Tensor } from "./network.ts";
export { checkNetworkSpec, type NetworkInput, type NetworkSpec, type PlacedLayer } from "./spec.ts";
