/** Where a run starts that goes on from a network's weights. */
import { type Dataset, Network, withNewHead } from "nndl";
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
export function fitStart({ network, from }: Start, data: Dataset, seed = network.spec.seed): Start {
  if (network.outputSize !== data.targetSize)
    return {
      network: withNewHead(network, data.targetSize, { seed }),
      from: { ...from, outputs: network.outputSize },
    };
  return { network: Network.fromParameters({ ...network.spec, seed }, network.parameters), from };
}
