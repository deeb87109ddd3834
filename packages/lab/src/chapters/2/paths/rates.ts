/** The paths from one weight to the cost, each with its rates, by the reading room's program. */
import { backprop, feedforward, type Net, quadraticCostDerivative, randomNet } from "@nndl/book/programs/backprop";
import { allPaths, pathProduct, sumOverPaths } from "@nndl/book/programs/paths";
import { Random } from "@nndl/book/programs/random";

export interface Case {
  readonly sizes: readonly number[];
  readonly net: Net;
  readonly x: number[];
  readonly y: number[];
}

/** The first is the network of the program's own example. */
export const cases = ["2-3-2-2", "2-3-2", "2-3-3-2", "1-2-2-2-2-1"] as const;
export type CaseName = (typeof cases)[number];

export function caseOf(name: CaseName, seed: number): Case {
  const sizes = name.split("-").map(Number);
  return {
    sizes,
    net: randomNet(sizes, new Random(seed)),
    x: sizes[0] === 1 ? [1] : [1, 0.5],
    y: sizes.at(-1) === 1 ? [1] : [0, 1],
  };
}

export interface WeightPlace {
  readonly layer: number;
  readonly to: number;
  readonly from: number;
}

export interface Path {
  /** One neuron for each layer that is passed, the weight's own first. */
  readonly neurons: readonly number[];
  /** What is multiplied: ∂a/∂w at the beginning, ∂a/∂a from neuron to neuron, ∂C/∂a at the end. */
  readonly rates: readonly number[];
  readonly product: number;
}

export interface Sum {
  readonly paths: readonly Path[];
  readonly sum: number;
  readonly byBackpropagation: number;
}

export function sumOf({ net, x, y }: Case, { layer, to, from }: WeightPlace): Sum {
  const forward = feedforward(net, x);
  const { zs, activations } = forward;
  const slopeAt = (l: number, j: number) => net.neurons[l]![j]!.prime(zs[l]![j]!);
  const begin = slopeAt(layer, to) * activations[layer]![from]!;
  const ends = quadraticCostDerivative(activations.at(-1)!, y);
  const paths = allPaths(net, layer, to).map((neurons): Path => {
    const between = neurons
      .slice(1)
      .map((next, i) => slopeAt(layer + 1 + i, next) * net.weights[layer + 1 + i]![next]![neurons[i]!]!);
    return {
      neurons,
      rates: [begin, ...between, ends[neurons.at(-1)!]!],
      product: begin * pathProduct(net, forward, y, layer, neurons),
    };
  });
  return {
    paths,
    sum: sumOverPaths(net, x, y, layer, to, from),
    byBackpropagation: backprop(net, x, y).nablaW[layer]![to]![from]!,
  };
}

/** How many paths one weight of the first layer has in a network of so many layers of so many neurons. */
export function pathsThrough(layers: number, width: number): number {
  return width ** (layers - 1);
}
