/** How the weighted input of a neuron is spread at the start, by theory and by lot, for each way to draw first weights. */
import { sigmoid, sigmoidPrime } from "@nndl/book/programs/sigmoid";
import type { InitializerName } from "nndl";
import { initializers } from "nndl/functions";
import { stream } from "nndl/random";

export interface Layer {
  /** Inputs of each neuron, and the share of them that are 1; the others are 0. */
  readonly inputs: number;
  readonly on: number;
  readonly initializer: InitializerName;
}

/** Connections that leave a neuron's inputs, which some initializers go by: as many as hidden neurons. */
export const fanOut = 100;

/** Beyond this a neuron is called saturated: σ′ is below 0.007 there. */
export const edge = 5;

/** Random numbers that are drawn for a picture at most: more would keep a page from answering. */
const mostDrawn = 100_000;

const onOf = ({ inputs, on }: Layer) => Math.round(inputs * on);

function startOf({ inputs, initializer }: Layer) {
  const way = initializers[initializer];
  const fan = { in: inputs, out: fanOut };
  return { weights: way.weights(fan), biases: way.biases(fan), mean: way.biasStart ?? 0 };
}

/** Of z: its mean, and its standard deviation, since variances add up. */
export function spreadOf(layer: Layer): { readonly mean: number; readonly deviation: number } {
  const { weights, biases, mean } = startOf(layer);
  return { mean, deviation: Math.sqrt(onOf(layer) * weights ** 2 + biases ** 2) };
}

/** The bell curve of z; none where all z are alike. */
export function bell(layer: Layer): ((z: number) => number) | undefined {
  const { mean, deviation } = spreadOf(layer);
  if (deviation === 0) return undefined;
  return (z) => Math.exp(-(((z - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
}

/** The share of neurons that begin beyond the edge, by theory. */
export function saturatedShare(layer: Layer): number {
  const { mean, deviation } = spreadOf(layer);
  const of = bell(layer);
  if (of === undefined) return Math.abs(mean) > edge ? 1 : 0;
  // Simpson's rule over the middle; where the bell is far narrower than that, over the bell.
  const [from, to] = [Math.max(-edge, mean - 12 * deviation), Math.min(edge, mean + 12 * deviation)];
  const parts = 400;
  const h = (to - from) / parts;
  let sum = 0;
  for (let i = 0; i <= parts; i++) sum += (i === 0 || i === parts ? 1 : i % 2 === 1 ? 4 : 2) * of(from + i * h);
  return Math.max(0, 1 - (sum * h) / 3);
}

/** As many neurons as are drawn of such a layer. */
export function drawnCount(layer: Layer): number {
  return Math.max(25, Math.min(1000, Math.floor(mostDrawn / Math.max(1, onOf(layer)))));
}

/** The weighted inputs of neurons whose weights are drawn by lot, every one. */
export function draw(layer: Layer, seed: number): Float64Array {
  const { weights, biases, mean } = startOf(layer);
  const chance = stream(seed, `first weights: ${layer.initializer}`);
  const ofBiases = stream(seed, `first biases: ${layer.initializer}`);
  const own = new Float32Array(onOf(layer));
  const bias = new Float32Array(1);
  return Float64Array.from({ length: drawnCount(layer) }, () => {
    chance.fillGaussian(own, 0, weights);
    ofBiases.fillGaussian(bias, mean, biases);
    return own.reduce((sum, w) => sum + w, bias[0]!);
  });
}

/** The share of them in each of so many bins, as a density. What lies outside is in no bin. */
export function histogram(values: Float64Array, [from, to]: readonly [number, number], bins: number): number[] {
  const width = (to - from) / bins;
  const counts = Array<number>(bins).fill(0);
  for (const value of values) {
    // The uppermost end belongs to the last bin.
    const bin = value === to ? bins - 1 : Math.floor((value - from) / width);
    if (bin >= 0 && bin < bins) counts[bin]!++;
  }
  return counts.map((count) => count / (values.length * width));
}

export const outputsOf = (z: Float64Array): Float64Array => z.map(sigmoid);

/** The mean of σ′(z): how fast such neurons learn, of at most ¼. */
export function meanSlope(z: Float64Array): number {
  return z.reduce((sum, each) => sum + sigmoidPrime(each), 0) / z.length;
}

export function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
