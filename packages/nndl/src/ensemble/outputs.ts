/** What each member of an ensemble answers. */
import { array } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { inputsIn } from "../data/inputs-in.ts";
import { type Engine, wasmEngine } from "../engines/index.ts";
import { counted, NndlError } from "../errors.ts";
import { checkNetwork, type Network } from "../network/index.ts";

/** Which engine the members of an ensemble answer with, and on how many threads. */
export interface EnsembleOptions {
  /** The wasm engine when absent. */
  readonly engine?: Engine | undefined;
  /** As for a session; "auto" when absent. */
  readonly threads?: number | "auto" | undefined;
}

/** Numbers that are handed to an engine at once, at most, unless one example has more. */
const atOnce = 1 << 21;

/**
 * Refuses networks that cannot answer together.
 *
 * @throws NndlError "ensemble.members" when there are none, or they differ in what goes in or in what comes out
 */
export function checkMembers(networks: readonly Network[]): void {
  for (const member of array(networks, { code: "ensemble.members", what: "the members" })) checkNetwork(member);
  const [first] = networks;
  if (first === undefined)
    throw new NndlError("ensemble.members", {
      problem: "the ensemble has no members",
      next: "Give it some networks, for example five, as in the book.",
    });
  const odd = networks.findIndex((net) => net.inputSize !== first.inputSize || net.outputSize !== first.outputSize);
  if (odd > 0)
    throw new NndlError("ensemble.members", {
      received: `${counted(networks[odd]!.inputSize, "input")} and ${counted(networks[odd]!.outputSize, "output")} in member ${odd + 1}`,
      expected: `every member must have ${counted(first.inputSize, "input")} and ${counted(first.outputSize, "output")}, like the first`,
      next: "Combine networks for the same data.",
    });
}

/**
 * Refuses a member's outputs that are no numbers: they vote for no class, and spoil every mean.
 *
 * @throws NndlError "network.outputs"
 */
export function checkOutputs(outputs: Float32Array): void {
  if (outputs.some(Number.isNaN))
    throw new NndlError("network.outputs", {
      problem: "a member's outputs are not numbers: its weights are not finite, or too large",
      next: "Leave it out, or use its weights of an earlier epoch.",
    });
}

/**
 * The outputs of one network for every example, one after another.
 *
 * @throws NndlError as {@link checkOutputs}
 */
export async function outputsOf(network: Network, data: Dataset, options: EnsembleOptions): Promise<Float32Array> {
  const { engine = wasmEngine, threads = "auto" } = options;
  const session = await engine.open(network, { threads });
  try {
    const size = network.outputSize;
    const outputs = new Float32Array(data.count * size);
    const step = Math.max(1, Math.floor(atOnce / data.size));
    for (let from = 0; from < data.count; from += step) {
      const part = data.slice(from, Math.min(data.count, from + step));
      outputs.set(session.predict(inputsIn(part)), from * size);
    }
    checkOutputs(outputs);
    return outputs;
  } finally {
    session.close();
  }
}
