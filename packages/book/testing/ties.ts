/** For the tests that tie the reading room to the library: the same start, the same examples, the same order. */
import { type Dataset, type Network, parameterName } from "nndl";
import { stream } from "nndl/random";
import type { TestPair, TrainingPair } from "../programs/examples.ts";
import type { Gradient } from "../programs/layer.ts";

/** What the reading room's networks have: weights[l][j][k] to neuron j of layer l + 1 from neuron k of layer l. */
export interface Parameters {
  weights: number[][][];
  biases: number[][];
}

/** A library network's weights and biases, as the reading room writes them. */
export function parametersOf(network: Network): Parameters {
  const values = (layer: number, name: string) => network.parameters.get(parameterName(layer, name))?.values ?? [];
  return {
    weights: network.layers.map(({ index }) => rows(values(index, "weights"), values(index, "biases").length)),
    biases: network.layers.map(({ index }) => [...values(index, "biases")]),
  };
}

/** Gradients by the library's names, as the reading room writes them. */
export function asGradient(network: Network, parameters: ReadonlyMap<string, Float32Array>): Gradient {
  const values = (layer: number, name: string) => parameters.get(parameterName(layer, name)) ?? [];
  return {
    nablaW: network.layers.map(({ index }) => rows(values(index, "weights"), values(index, "biases").length)),
    nablaB: network.layers.map(({ index }) => [...values(index, "biases")]),
  };
}

/** The mean of the gradients of some examples. */
export function meanGradient(gradients: readonly Gradient[]): Gradient {
  const mean = (pick: (gradient: Gradient) => number) =>
    gradients.reduce((sum, gradient) => sum + pick(gradient), 0) / gradients.length;
  const [first] = gradients;
  return {
    nablaB: first.nablaB.map((layer, l) => layer.map((_, j) => mean(({ nablaB }) => nablaB[l][j]))),
    nablaW: first.nablaW.map((layer, l) =>
      layer.map((row, j) => row.map((_, k) => mean(({ nablaW }) => nablaW[l][j][k]))),
    ),
  };
}

/** Gives a reading-room network the library network's weights. */
export function startAs(network: Network, program: Parameters): void {
  Object.assign(program, parametersOf(network));
}

export function trainingPairs(data: Dataset): TrainingPair[] {
  return Array.from({ length: data.count }, (_, i) => [[...data.input(i)], [...data.target(i)]]);
}

export function testPairs(data: Dataset): TestPair[] {
  return Array.from({ length: data.count }, (_, i) => [[...data.input(i)], data.label(i)]);
}

/** The order in which the library takes the examples of an epoch. */
export function libraryOrder(seed: number): (n: number, epoch: number) => number[] {
  return (n, epoch) => [...stream(seed, "shuffle", epoch).permutation(n)];
}

/** The largest difference between two lists of numbers in the same nesting; NaN when it is not a number anywhere. */
export function largestGap(one: unknown[], other: unknown[]): number {
  const [ours, theirs] = [one, other].map((values) => values.flat(3) as number[]);
  if (ours.length !== theirs.length || ours.length === 0) return Number.NaN;
  return ours.reduce((largest, value, i) => Math.max(largest, Math.abs(value - theirs[i])), 0);
}

/** The same numbers, each rounded to the nearest float32, as the library's networks hold them. */
export function inFloat32({ weights, biases }: Parameters): Parameters {
  return {
    weights: weights.map((layer) => layer.map((row) => row.map(Math.fround))),
    biases: biases.map((layer) => layer.map(Math.fround)),
  };
}

/** The largest difference between the parameters of two networks. */
export function parameterGap(one: Parameters, other: Parameters): number {
  return Math.max(largestGap(one.weights, other.weights), largestGap(one.biases, other.biases));
}

function rows(values: ArrayLike<number>, count: number): number[][] {
  const width = values.length / count;
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: width }, (_, column) => values[row * width + column]),
  );
}
