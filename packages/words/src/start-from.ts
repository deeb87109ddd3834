/** What a run begins with that starts from a network's weights: the same for the command line, the studio and its code. */
import { Network, withNewHead } from "nndl";

/**
 * The network with the run's seed; where another number of outputs is wanted, its last layer is drawn anew from that seed.
 *
 * @param outputs all of an example: of a network that answers at every step, those of all steps
 * @throws NndlError "network.head" where that last layer is not dense
 */
export function startFrom(network: Network, outputs: number, seed = network.spec.seed): Network {
  if (network.outputSize !== outputs) return withNewHead(network, unitsFor(network, outputs), { seed });
  return Network.fromParameters({ ...network.spec, seed }, network.parameters);
}

/** How many units give so many outputs: where every step has its own, a share of them. */
function unitsFor({ output }: Network, outputs: number): number {
  const steps = output.length === 2 ? output[0] : 1;
  return outputs % steps === 0 ? outputs / steps : outputs;
}
