/** The chain of the reading room, with everything that the figure shows of it. */
import { backprop, feedforward } from "@nndl/book/programs/backprop";
import { sigmoidPrime } from "@nndl/book/programs/sigmoid";
import { chain, explodingChain, factors } from "@nndl/book/programs/vanishing";

export interface Parameters {
  /** w of each neuron, the first one first. */
  readonly weights: readonly number[];
  /** b of each neuron. */
  readonly biases: readonly number[];
}

export interface NeuronAtWork {
  readonly weightedInput: number;
  readonly activation: number;
  /** σ′(z). */
  readonly slope: number;
  /** w σ′(z). */
  readonly factor: number;
  /** ∂C/∂b. */
  readonly biasGradient: number;
}

export interface ChainAtWork {
  readonly neurons: readonly NeuronAtWork[];
  /** C = ½ (a − 1)²: what should come out is 1. */
  readonly cost: number;
  /** ∂C/∂a of the last neuron. */
  readonly costSlope: number;
}

const target = 1;

export function atWork({ weights, biases }: Parameters, input: number): ChainAtWork {
  const net = chain([...weights], [...biases]);
  const { zs, activations } = feedforward(net, [input]);
  const ofEach = factors(net, input);
  const { nablaB } = backprop(net, [input], [target]);
  const neurons = zs.map(([z], l) => ({
    weightedInput: z!,
    activation: activations[l + 1]![0]!,
    slope: sigmoidPrime(z!),
    factor: ofEach[l]!,
    biasGradient: nablaB[l]![0]!,
  }));
  const costSlope = neurons.at(-1)!.activation - target;
  return { neurons, cost: costSlope ** 2 / 2, costSlope };
}

/** Four neurons with weights of one size, and biases that keep every z at 0. */
export function explodingParameters(weight: number, input: number): Parameters {
  const { weights, biases } = explodingChain(4, weight, input);
  return { weights: weights.map((row) => row[0]![0]!), biases: biases.map(([b]) => b!) };
}
