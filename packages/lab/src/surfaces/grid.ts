/**
 * Networks as heights on a grid: the weights are the network's own (float32), and everything is added up in float64, as the
 * library's reference engine does; its outputs are these, rounded to float32. Weights of 0 are left out, since a
 * construction's layers are mostly 0.
 */
import { type Network, parameterName } from "nndl";
import { activations } from "nndl/functions";
import { activationOf } from "nndl/spec";

/** So many numbers, equally far apart, both ends included. */
export function evenly([from, to]: readonly [number, number], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** Where σ(z) is looked at around a step, so that a wall of a surface is as steep as the neuron's weight makes it. */
const aroundStep: readonly number[] = [-6, -3, -1.5, 0, 1.5, 3, 6];

/** Fewer such places, where there are many steps. */
export const fewAroundStep: readonly number[] = [-5, 0, 5];

/** Equally distant places along an axis, and, for each step on it, places where it goes up. */
export function placesAround(
  range: readonly [number, number],
  count: number,
  steps: readonly { readonly at: number; readonly steepness: number }[],
  around: readonly number[] = aroundStep,
): Float64Array {
  const places = [
    ...evenly(range, count),
    ...steps.flatMap(({ at, steepness }) => (steepness === 0 ? [] : around.map((z) => at + z / Math.abs(steepness)))),
  ].filter((place) => place >= range[0] && place <= range[1]);
  places.sort((a, b) => a - b);
  const least = (range[1] - range[0]) * 1e-6;
  return Float64Array.from(places.filter((place, i) => i === 0 || place - places[i - 1]! > least));
}

interface SparseLayer {
  readonly biases: Float32Array;
  /** For each neuron the inputs that it listens to, and their weights. */
  readonly from: readonly Uint32Array[];
  readonly weights: readonly Float64Array[];
  readonly z: Float64Array;
  readonly a: Float64Array;
  readonly activate: (z: Float64Array, a: Float64Array) => void;
}

/** A function that computes a network of dense layers for one input; the array it gives is used again by the next call. */
export function evaluator(network: Network): (...inputs: readonly number[]) => Float64Array {
  const layers = network.layers.map(({ index, spec }): SparseLayer => {
    if (spec.type !== "dense")
      throw new Error(`a network of dense layers is wanted, not one with a ${spec.type} layer`);
    const { shape, values } = network.parameters.get(parameterName(index, "weights"))!;
    const biases = network.parameters.get(parameterName(index, "biases"))!.values;
    const width = shape[1]!;
    const rows = Array.from(biases, (_, j) => values.subarray(j * width, (j + 1) * width));
    const from = rows.map((row) => Uint32Array.from([...row.keys()].filter((k) => row[k] !== 0)));
    const activation = activations[activationOf(spec)];
    return {
      biases,
      from,
      weights: rows.map((row, j) => Float64Array.from(from[j]!, (k) => row[k]!)),
      z: new Float64Array(biases.length),
      a: new Float64Array(biases.length),
      activate: (z, a) => activation.value(z, a),
    };
  });
  const input = new Float32Array(network.inputSize);
  return (...inputs) => {
    for (let i = 0; i < input.length; i++) input[i] = inputs[i]!;
    let below: ArrayLike<number> = input;
    for (const { biases, from, weights, z, a, activate } of layers) {
      for (let j = 0; j < z.length; j++) {
        const [sources, own] = [from[j]!, weights[j]!];
        let sum = 0;
        for (let k = 0; k < sources.length; k++) sum += own[k]! * below[sources[k]!]!;
        z[j] = sum + biases[j]!;
      }
      activate(z, a);
      below = a;
    }
    return below as Float64Array;
  };
}

/** The heights of a function over a grid, row by row: the first row is the smallest y. */
export function heightsOf(
  f: (x: number, y: number) => number,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
): Float64Array {
  const heights = new Float64Array(xs.length * ys.length);
  for (let row = 0, i = 0; row < ys.length; row++)
    for (let column = 0; column < xs.length; column++, i++) heights[i] = f(xs[column]!, ys[row]!);
  return heights;
}

/** The heights of an output of a network with two inputs. */
export function networkHeights(
  network: Network,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  output = 0,
): Float64Array {
  const of = evaluator(network);
  return heightsOf((x, y) => of(x, y)[output]!, xs, ys);
}
