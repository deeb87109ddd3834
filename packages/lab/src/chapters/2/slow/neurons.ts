/** A network that reads digits, neuron by neuron and weight by weight: where it learns slowly, and why. */
import { backprop, feedforward, type Net, quadraticCost, randomNet, sigmoidUnit } from "@nndl/book/programs/backprop";
import { Random } from "@nndl/book/programs/random";
import type { TwoLayers } from "../../../cover/network.ts";

/** The network that comes with the site, as the reading room takes it. */
export function netOf(layers: TwoLayers): Net {
  const weights = layers.map(({ weights, biases }) => {
    const inputs = weights.length / biases.length;
    return Array.from({ length: biases.length }, (_, j) =>
      Array.from({ length: inputs }, (_, k) => weights[j * inputs + k]!),
    );
  });
  const biases = layers.map((layer) => Array.from(layer.biases));
  return { weights, biases, neurons: biases.map((layer) => layer.map(() => sigmoidUnit)) };
}

/** The same network before any training: weights and biases from N(0, 1). */
export function untrained(seed: number): Net {
  return randomNet([784, 30, 10], new Random(seed));
}

export interface HiddenNeuron {
  readonly index: number;
  readonly z: number;
  readonly a: number;
  readonly slope: number;
  readonly error: number;
}

export interface Learning {
  readonly cost: number;
  readonly outputs: readonly number[];
  readonly hidden: readonly HiddenNeuron[];
  /** The derivatives for the weights into each hidden neuron. */
  readonly gradient: readonly (readonly number[])[];
}

export function learningOf(net: Net, picture: ArrayLike<number>, label: number): Learning {
  const x = Array.from(picture);
  const y = Array.from({ length: 10 }, (_, j) => (j === label ? 1 : 0));
  const { zs, activations } = feedforward(net, x);
  const { nablaB, nablaW } = backprop(net, x, y);
  const outputs = activations[2]!;
  return {
    cost: quadraticCost(outputs, y),
    outputs,
    hidden: zs[0]!.map((z, index) => ({
      ...{ index, z, a: activations[1]![index]! },
      slope: net.neurons[0]![index]!.prime(z),
      error: nablaB[0]![index]!,
    })),
    gradient: nablaW[0]!,
  };
}

/** How many of a neuron's weights have no derivative at all, as nothing comes in by them. */
export function darkInputs(picture: ArrayLike<number>): number {
  return Array.from(picture).filter((ink) => ink === 0).length;
}
/** Beyond this σ is almost level. */
export const saturatedBelow = 0.02;
