/** What a run begins with that starts from a network's weights: the same for the command line, the studio and its code. */
import { Network, withNewHead } from "nndl";

/**
 * The network with the run's seed; where another number of outputs is wanted, its last layer is drawn anew from that seed.
 * @throws NndlError "network.head" where that last layer is not dense
 */
export function startFrom(network: Network, outputs: number, seed = network.spec.seed): Network {
  if (network.outputSize !== outputs) return withNewHead(network, outputs, { seed });
  return Network.fromParameters({ ...network.spec, seed }, network.parameters);
}
