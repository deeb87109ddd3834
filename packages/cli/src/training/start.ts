/** Where a run starts that goes on from a network's weights. */
import { startFrom } from "@nndl/words/start-from";
import type { Dataset, Network } from "nndl";
import { openNetwork } from "../open-network.ts";
import type { StartedFrom } from "./run-folder.ts";

export interface Start {
  readonly network: Network;
  readonly from: StartedFrom;
}

/** The network of a file, or of a run's folder. */
export async function openStart(argument: string): Promise<Start> {
  const { network, path } = await openNetwork(argument);
  return { network, from: { path, sha256: network.sha256() } };
}

/** With as many outputs as the data have classes or values, and the seed that is asked for. */
export function fitStart({ network, from }: Start, data: Dataset, seed?: number): Start {
  const isAnother = network.outputSize !== data.targetSize;
  return {
    network: startFrom(network, data.targetSize, seed),
    from: isAnother ? { ...from, outputs: network.outputSize } : from,
  };
}
