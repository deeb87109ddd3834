import { wasmEngine } from "../engines/index.ts";
import type { Network } from "../network/index.ts";
import { averageOutputs, firstLargest, majorityVote } from "./combine.ts";
import { checkMembers, checkOutputs, type EnsembleOptions } from "./outputs.ts";

/** What an ensemble says to one input. */
export interface EnsemblePrediction {
  /** The class that most members predict. */
  readonly vote: number;
  /** The mean of the members' outputs. */
  readonly average: Float32Array;
  /** Each member's outputs, and its class. */
  readonly members: readonly { readonly outputs: Float32Array; readonly predicted: number }[];
}

/**
 * Lets networks answer to one input together.
 *
 * @param networks one or more, with the same inputs and outputs
 * @param input as the networks get it: numbers, already scaled
 * @throws NndlError "ensemble.members", "data.shape", "data.inputs", "network.outputs" for a member whose outputs are NaN
 * @example
 * const other = network({ input: [784], layers: [dense(10)], seed: 2 });
 * const { vote, average } = await predictEnsemble([net, other], digits.test.input(0));
 */
export async function predictEnsemble(
  networks: readonly Network[],
  input: Float32Array,
  { engine = wasmEngine, threads = "auto" }: EnsembleOptions = {},
): Promise<EnsemblePrediction> {
  checkMembers(networks);
  const members: { outputs: Float32Array; predicted: number }[] = [];
  for (const network of networks) {
    const session = await engine.open(network, { threads });
    try {
      const outputs = session.predict(input);
      checkOutputs(outputs);
      members.push({ outputs, predicted: firstLargest(outputs) });
    } finally {
      session.close();
    }
  }
  return {
    vote: majorityVote(members.map(({ predicted }) => predicted)),
    average: averageOutputs(members.map(({ outputs }) => outputs)),
    members,
  };
}
