import { wasmEngine } from "../../engines/index.ts";
import type { Network } from "../../network/index.ts";
import type { ChainOptions } from "../chains.ts";
import { gibbsChains } from "../chains.ts";
import type { BeliefNet } from "./belief-net.ts";

/** What a deep belief net dreams of. */
export interface Dream {
  /** Sweeps of the top machine so far. */
  readonly sweep: number;
  /** The means of the visible units, [chains, visible]. */
  readonly images: Float32Array;
  /** The visible states of the top machine that they come from, with the classes, [chains, top visible]. */
  readonly top: Float32Array;
}

/**
 * Runs a deep belief net backward: the top machine's chains, held at classes if asked to, and down from them through every layer
 * to what they would look like. Chains go far from all examples on their way, so the top machine should have learned with persistent
 * chains; after contrastive divergence of one step most dreams of a 3 are no threes.
 *
 * @throws NndlError "boltzmann.chain", "boltzmann.states"
 * @example
 * const net = BeliefNet.fromMachines(beliefMachines({ sizes: [784, 20, 10], classes: 10 }));
 * for await (const { images } of beliefDreams(net, { classes: [3, 3], sweeps: 10, every: 10 })) console.log(images.length); // 2 × 784
 */
export async function* beliefDreams(net: BeliefNet, options: ChainOptions = {}): AsyncGenerator<Dream, void> {
  const { classes, sizes } = net.spec;
  for await (const { sweep, visible } of gibbsChains(net.top, options)) {
    const below = sizes.at(-2) as number;
    const width = below + classes;
    const count = visible.length / width;
    let states: Float32Array = new Float32Array(count * below);
    for (let i = 0; i < count; i++) states.set(visible.subarray(i * width, i * width + below), i * below);
    for (const layer of [...net.down].reverse()) states = await answersOf(layer, states);
    yield { sweep, images: states, top: visible };
  }
}

/** The outputs of a network for inputs that follow one another. */
export async function answersOf(network: Network, inputs: Float32Array): Promise<Float32Array> {
  const session = await wasmEngine.open(network, { threads: 1 });
  try {
    return session.predict(inputs);
  } finally {
    session.close();
  }
}
