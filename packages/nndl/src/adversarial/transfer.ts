import { array } from "../check.ts";
import { Dataset, type TargetKind, type Targets } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { checkNetwork, type Network } from "../network/index.ts";
import { evaluateOn } from "../network/sessions.ts";

/**
 * A data set with other inputs in the place of its own: what was made for one network, for another to read.
 *
 * @param inputs as many numbers as the data set has
 * @throws NndlError "attack.inputs" for another number of them; "dataset.…" where they are not finite
 * @example
 * const { inputs } = await attack(net, digits.test, fastGradientSign(0.1));
 * const { correct } = await net.evaluate(withInputs(digits.test, inputs));
 */
export function withInputs<Kind extends TargetKind>(data: Dataset<Kind>, inputs: Float32Array): Dataset<Kind> {
  if (inputs.length !== data.count * data.size)
    throw new NndlError("attack.inputs", {
      received: `${inputs.length} numbers`,
      expected: `${data.name} has ${data.count} × ${data.size}`,
      next: "Give the inputs that were made of these examples, all of them.",
    });
  const { name, shape, targets, preparation } = data;
  return new Dataset({ name, shape, features: inputs, targets: targets as Targets, preparation }) as Dataset<Kind>;
}

/**
 * How many examples made for one network another misreads: counts[i][j] of those that `make` gives for network i, read by network j.
 *
 * @param make the changed inputs for one network, of all examples
 * @throws NndlError "attack.networks" for no network, and what `make` and the networks say
 * @example
 * const make = async (each) => (await attack(each, digits.test, fastGradientSign(0.1))).inputs;
 * const [[own]] = await transferOf([net], digits.test, make);
 * @see Szegedy et al., arXiv 1312.6199, table 2
 */
export async function transferOf(
  networks: readonly Network[],
  data: Dataset<"classes">,
  make: (network: Network, index: number) => Promise<Float32Array>,
): Promise<number[][]> {
  for (const network of array(networks, { code: "attack.networks", what: "the networks" })) checkNetwork(network);
  if (networks.length === 0)
    throw new NndlError("attack.networks", {
      problem: "there are no networks to make changes for",
      next: "Give one or more.",
    });
  const counts: number[][] = [];
  for (const [i, network] of networks.entries()) {
    const changed = withInputs(data, await make(network, i));
    const row: number[] = [];
    for (const other of networks) row.push(data.count - (await evaluateOn(other, changed)).correct);
    counts.push(row);
  }
  return counts;
}
