/** Networks of two neurons a layer, with one input and one output, to see what linear layers can do. */
import { dense, Network, parameterName } from "nndl";
import { stream } from "nndl/random";

/** A neuron's weights, one for each neuron below, and its bias. */
export interface ChainNeuron {
  weights: number[];
  bias: number;
}
export type Chain = ChainNeuron[][];

export type ChainActivation = "linear" | "sigmoid";

/** So many hidden layers of two neurons with random weights in tenths; the same for the same seed. */
export function randomChain(hidden: number, seed: number): Chain {
  const chance = stream(seed, "a chain of layers");
  const tenth = () => (chance.integer(25) - 12) / 10;
  const widths = [1, ...Array.from({ length: hidden }, () => 2), 1];
  return widths
    .slice(1)
    .map((width, layer) =>
      Array.from({ length: width }, () => ({ weights: Array.from({ length: widths[layer]! }, tenth), bias: tenth() })),
    );
}

/** Its numbers one after another: of each neuron the weights, then the bias. */
export function numbersOf(chain: Chain): number[] {
  return chain.flatMap((layer) => layer.flatMap(({ weights, bias }) => [...weights, bias]));
}

/** How many numbers a chain has. */
export function sizeOfChain(hidden: number): number {
  return hidden === 0 ? 2 : 4 + 6 * (hidden - 1) + 3;
}

/** A neuron, and where its numbers begin. */
export interface PlacedNeuron extends ChainNeuron {
  readonly at: number;
}

/** The chain of so many hidden layers that these numbers are. */
export function chainOf(hidden: number, numbers: readonly number[]): PlacedNeuron[][] {
  const widths = [1, ...Array.from({ length: hidden }, () => 2), 1];
  let next = 0;
  return widths.slice(1).map((width, layer) =>
    Array.from({ length: width }, () => {
      const [at, inputs] = [next, widths[layer]!];
      next += inputs + 1;
      return { at, weights: numbers.slice(at, at + inputs), bias: numbers[at + inputs]! };
    }),
  );
}

/** The library's network; its last layer is linear. */
export function chainNetwork(chain: Chain, activation: ChainActivation): Network {
  const last = chain.length - 1;
  return Network.fromParameters(
    {
      input: [1],
      layers: chain.map((layer, i) => dense(layer.length, i === last ? "linear" : activation)),
      cost: "quadratic",
    },
    new Map<string, { shape: readonly number[]; values: readonly number[] }>(
      chain.flatMap((layer, i) => [
        [
          parameterName(i, "weights"),
          { shape: [layer.length, layer[0]!.weights.length], values: layer.flatMap(({ weights }) => weights) },
        ] as const,
        [parameterName(i, "biases"), { shape: [layer.length], values: layer.map(({ bias }) => bias) }] as const,
      ]),
    ),
  );
}

/** The single weight and bias of a network that is one affine map. */
export function affineOf(network: Network): { readonly weight: number; readonly bias: number } {
  return {
    weight: network.parameters.get(parameterName(0, "weights"))!.values[0]!,
    bias: network.parameters.get(parameterName(0, "biases"))!.values[0]!,
  };
}
