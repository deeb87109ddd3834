/** What the network of the cover says of one picture, layer by layer: in the page, at once, without a worker. */
import { type Network, parameterName } from "nndl";
import { layerOutputs } from "nndl/analysis";
import { largestAt } from "../digits/pictures.ts";

/** Plain numbers, so that the pages can be written with one before any script runs. */
export interface Reading {
  /** What each hidden neuron says, from 0 to 1. */
  readonly hidden: readonly number[];
  /** The ten outputs, from 0 to 1. */
  readonly outputs: readonly number[];
  /** The digit whose output is largest. */
  readonly answer: number;
  /** What each hidden neuron adds to the weighted input of that output: weight × activation. */
  readonly pushes: readonly number[];
}

/** @throws NndlError what `layerOutputs` throws */
export function readingOf(network: Network, inputs: Float32Array): Reading {
  const [hidden, outputs] = layerOutputs(network, inputs).map(({ values }) => [...values]) as [number[], number[]];
  const answer = largestAt(outputs);
  return { hidden, outputs, answer, pushes: hidden.map((a, j) => a * weightTo(network, answer, j)) };
}

/** What one hidden neuron adds to the weighted input of every output. */
export function pushesOf(network: Network, { hidden }: Reading, j: number): readonly number[] {
  return Array.from({ length: 10 }, (_, k) => hidden[j]! * weightTo(network, k, j));
}

/** The weights of a hidden neuron, as a picture: one for each pixel. */
export function weightsOf(network: Network, j: number): Float32Array {
  const size = network.inputSize;
  return weightsInto(network, 0).subarray(j * size, (j + 1) * size);
}

function weightTo(network: Network, k: number, j: number): number {
  const weights = weightsInto(network, 1);
  return weights[(k * weights.length) / 10 + j]!;
}

function weightsInto(network: Network, layer: number): Float32Array {
  return network.parameters.get(parameterName(layer, "weights"))!.values;
}

/** The answer as a sentence: an output that is not even one half is a guess. */
export function sentenceOf({ answer, outputs }: Reading): string {
  const article = answer === 8 ? "an" : "a";
  return outputs[answer]! >= 0.5 ? `It is ${article} ${answer}.` : `Perhaps it is ${article} ${answer}.`;
}
