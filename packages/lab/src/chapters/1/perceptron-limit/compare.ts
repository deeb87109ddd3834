/** A network of perceptrons beside the network of sigmoid neurons with all weights and biases multiplied by c. */
import { feedforward, type Net, randomNet, sigmoidUnit } from "@nndl/book/programs/backprop";
import { Random } from "@nndl/book/programs/random";
import { perceptronOutput, scale, type WeightsAndBiases } from "@nndl/book/programs/scaling";

/** One neuron in both networks. */
export interface Pair {
  /** Of its layer, and in it, from 0. */
  readonly layer: number;
  readonly unit: number;
  /** w·x + b of the perceptron, and what it says. */
  readonly z: number;
  readonly says: number;
  /** c times w·x + b of the sigmoid neuron, and what that says. */
  readonly scaled: number;
  readonly smooth: number;
  /** The perceptron stands on its border: w·x + b = 0. */
  readonly undecided: boolean;
}

/** Exclusive or: the hidden neurons are OR and NAND, the output is AND. */
const xor: WeightsAndBiases = {
  weights: [
    [
      [2, 2],
      [-2, -2],
    ],
    [[2, 2]],
  ],
  biases: [[-1, 3], [-3]],
};

/** Says 1 where x₁ is larger than x₂. */
const larger: WeightsAndBiases = { weights: [[[1, -1]]], biases: [[0]] };

export type NetName = "xor" | "larger" | "random";

/** The networks of the figure; the random one is 2-4-1, from the bell curve, by its seed. */
export function netOf(name: NetName, seed: number): WeightsAndBiases {
  if (name !== "random") return name === "xor" ? xor : larger;
  // Biases from the bell curve would leave most of the unit square on one side of everything.
  const { weights, biases } = randomNet([2, 4, 1], new Random(seed));
  const centred = weights[0]!.map((row, j) => biases[0]![j]! / 3 - (row[0]! + row[1]!) / 2);
  return { weights, biases: [centred, [-weights[1]![0]!.reduce((sum, w) => sum + w / 2, 0)]] };
}

/** Sums such as 0.1 + 0.2 − 0.3 are meant to be 0. */
const settled = (z: number) => (Math.abs(z) < 1e-12 ? 0 : z);
const sharp = { f: (z: number) => perceptronOutput(settled(z)), prime: () => 0 };

function asNet(numbers: WeightsAndBiases, neuron: Net["neurons"][number][number]): Net {
  return { ...numbers, neurons: numbers.biases.map((layer) => layer.map(() => neuron)) };
}

/** Every neuron, perceptron and sigmoid side by side, for one input. */
export function compare(numbers: WeightsAndBiases, c: number, x: readonly number[]): Pair[] {
  const perceptrons = feedforward(asNet(numbers, sharp), [...x]);
  const sigmoids = feedforward(asNet(scale(numbers, c), sigmoidUnit), [...x]);
  return perceptrons.zs.flatMap((zs, layer) =>
    zs.map((z, unit) => ({
      layer,
      unit,
      z: settled(z),
      says: perceptrons.activations[layer + 1]![unit]!,
      scaled: sigmoids.zs[layer]![unit]!,
      smooth: sigmoids.activations[layer + 1]![unit]!,
      undecided: settled(z) === 0,
    })),
  );
}

/** The output over the unit square, in rows from the top (x₂ = 1); of perceptrons when c is undefined. */
export function map(numbers: WeightsAndBiases, c: number | undefined, side: number): Float32Array {
  const net = c === undefined ? asNet(numbers, sharp) : asNet(scale(numbers, c), sigmoidUnit);
  return Float32Array.from({ length: side * side }, (_, i) => {
    const x = [(i % side) / (side - 1), 1 - Math.floor(i / side) / (side - 1)];
    return feedforward(net, x).activations.at(-1)![0]!;
  });
}
