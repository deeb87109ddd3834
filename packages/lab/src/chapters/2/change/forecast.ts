/** One number of a network is changed: what the cost does, and what its derivative foretells. */
import { backprop, feedforward, type Net, quadraticCost } from "@nndl/book/programs/backprop";

/** A weight, a bias, or what the demon adds to a neuron's z. */
export interface Place {
  readonly layer: number;
  readonly to: number;
  readonly what: "weight" | "bias" | "demon";
  /** Of a weight. */
  readonly from?: number;
}

export function withChange(net: Net, { layer, to, what, from = 0 }: Place, change: number): Net {
  const copy = { ...structuredClone({ weights: net.weights, biases: net.biases }), neurons: net.neurons };
  if (what === "weight") copy.weights[layer]![to]![from]! += change;
  // Whatever is added to a neuron's z comes to the same as adding it to its bias.
  else copy.biases[layer]![to]! += change;
  return copy;
}

export function costOf(net: Net, x: readonly number[], y: readonly number[]): number {
  return quadraticCost(feedforward(net, [...x]).activations.at(-1)!, [...y]);
}

export interface Forecast {
  readonly before: number;
  readonly slope: number;
  /** What the derivative foretells of the change of the cost. */
  readonly foretold: number;
  /** What it really is. */
  readonly moved: number;
}

export function forecast(net: Net, x: readonly number[], y: readonly number[], place: Place, change: number): Forecast {
  const before = costOf(net, x, y);
  const { nablaB, nablaW } = backprop(net, [...x], [...y]);
  const { layer, to, what, from = 0 } = place;
  const slope = what === "weight" ? nablaW[layer]![to]![from]! : nablaB[layer]![to]!;
  return { before, slope, foretold: slope * change, moved: costOf(withChange(net, place, change), x, y) - before };
}

export type Guess = "rises" | "hardly" | "falls";
/** Less than this is hardly a change. */
export const hardly = 0.003;

export function outcomeOf(moved: number): Guess {
  return Math.abs(moved) < hardly ? "hardly" : moved > 0 ? "rises" : "falls";
}
