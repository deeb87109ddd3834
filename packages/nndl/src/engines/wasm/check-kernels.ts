import { NndlError } from "../../errors.ts";
import { type ActivationName, activationNames, type CostName, costNames } from "../../functions/index.ts";
import { activationOf, type LayerType, layerTypes } from "../../layers/index.ts";
import type { Network } from "../../network/index.ts";
import { activationHasKernel, costHasKernel } from "./codes.ts";
import { layerHasStage } from "./stages/index.ts";

/** The names of what an engine computes. */
export interface Kinds {
  readonly layers: readonly LayerType[];
  readonly activations: readonly ActivationName[];
  readonly costs: readonly CostName[];
}

/** What this engine has kernels for: all that there is, but for what so far has only a readable definition. */
export const kindsWithKernels: Kinds = {
  layers: layerTypes.filter(layerHasStage),
  activations: activationNames.filter(activationHasKernel),
  costs: costNames.filter(costHasKernel),
};

/** The first thing of a network that is not among these, as an error names it. */
export function withoutKernel(network: Network, kinds: Kinds = kindsWithKernels): string | undefined {
  for (const { index, spec } of network.layers) {
    if (!kinds.layers.includes(spec.type)) return `layer ${index}, ${spec.type}`;
    const activation = activationOf(spec);
    if (!kinds.activations.includes(activation)) return `the activation ${activation} of layer ${index}`;
  }
  const { cost } = network.spec;
  return kinds.costs.includes(cost) ? undefined : `the cost ${cost}`;
}

/** @throws NndlError "engine.kernel" that names what the engine cannot compute */
export function checkKernels(network: Network, kinds: Kinds = kindsWithKernels): void {
  const found = withoutKernel(network, kinds);
  if (found === undefined) return;
  throw new NndlError("engine.kernel", {
    problem: `the wasm engine has no kernel for ${found}`,
    next: "Use the reference engine, which computes everything: train(net, data, { engine: referenceEngine, … }).",
  });
}
