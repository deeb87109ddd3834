/** The gradient by finite differences and by backpropagation: counted, timed, and compared at any ε and in any precision. */
import { backprop, type Net, quadraticCost, randomNet } from "@nndl/book/programs/backprop";
import { finiteDifferences, largestDifference } from "@nndl/book/programs/finite-differences";
import { Random } from "@nndl/book/programs/random";

export interface Case {
  readonly net: Net;
  readonly x: number[];
  readonly y: number[];
}

export function caseOf(sizes: readonly number[], seed: number): Case {
  const random = new Random(seed);
  const net = randomNet([...sizes], random);
  return {
    net,
    x: Array.from({ length: sizes[0]! }, () => random.uniform()),
    y: Array.from({ length: sizes.at(-1)! }, (_, j) => (j === 1 ? 1 : 0)),
  };
}

export function parametersOf({ weights, biases }: Net): number {
  return weights.flat(2).length + biases.flat().length;
}

/** The race is run by 20-n-10 networks. */
export const raceSizes = (hidden: number) => [20, hidden, 10] as const;
export const parametersOfRace = (hidden: number) => hidden * 21 + (hidden + 1) * 10;

export interface Lap {
  readonly parameters: number;
  /** Counted. */
  readonly passes: number;
  /** Seconds, on this machine. */
  readonly byDifferences: number;
  readonly byBackpropagation: number;
  readonly difference: number;
}

/** One after the other, both find the same gradient of the same network. */
export function lap(hidden: number, now: () => number): Lap {
  const { net, x, y } = caseOf(raceSizes(hidden), 1);
  // Once before the clock starts, so that both are compiled.
  const exact = backprop(net, x, y);
  const slow = timed(() => finiteDifferences(net, x, y), now);
  // One is too short for the clock.
  const often = 20;
  const fast = timed(() => {
    for (let i = 0; i < often; i++) backprop(net, x, y);
  }, now);
  return {
    parameters: parametersOf(net),
    passes: slow.result.passes,
    byDifferences: slow.seconds,
    byBackpropagation: fast.seconds / often,
    difference: largestDifference(slow.result.gradient, exact),
  };
}

/** Before a race, so that none of its laps is run by code that the browser has not compiled yet. */
export function warmUp(): void {
  for (const hidden of [5, 20, 5, 20, 5, 20]) lap(hidden, () => 0);
}

function timed<Result>(work: () => Result, now: () => number): { readonly result: Result; readonly seconds: number } {
  const began = now();
  const result = work();
  return { result, seconds: (now() - began) / 1000 };
}

export type Precision = "float64" | "float32";

/** The same network with numbers of 32 bits: parameters are rounded when they are set, and neurons round what they put out. */
function single({ weights, biases, neurons }: Net): Net {
  // Typed arrays round what is put into them; the program does not ask what kind of array it has.
  const round = (numbers: number[]) => Float32Array.from(numbers) as unknown as number[];
  return {
    weights: weights.map((layer) => layer.map(round)),
    biases: biases.map(round),
    neurons: neurons.map((layer) =>
      layer.map(({ f, prime }) => ({ f: (z) => Math.fround(f(Math.fround(z))), prime }) satisfies Net["neurons"][0][0]),
    ),
  };
}

/** The largest error of any derivative that finite differences with this ε find. */
export function errorAt(epsilon: number, { net, x, y }: Case, precision: Precision): number {
  const exact = backprop(net, x, y);
  if (precision === "float64") return largestDifference(finiteDifferences(net, x, y, epsilon).gradient, exact);
  const roughCost = (a: number[], wanted: number[]) => Math.fround(quadraticCost(a, wanted));
  const { nablaB, nablaW } = finiteDifferences(single(net), x, y, epsilon, roughCost).gradient;
  const plain = {
    nablaB: nablaB.map((layer) => [...layer]),
    nablaW: nablaW.map((layer) => layer.map((row) => [...row])),
  };
  return largestDifference(plain, exact);
}

/** From 10^−16 to 1, two for each power of ten. */
export const epsilons: readonly number[] = Array.from({ length: 33 }, (_, i) => 10 ** (-16 + i / 2));

export function errorsOf(precision: Precision, of: Case): (readonly [epsilon: number, error: number])[] {
  return epsilons.map((epsilon) => [epsilon, errorAt(epsilon, of, precision)] as const);
}

/** The ε with the smallest error. */
export function bestOf(errors: readonly (readonly [number, number])[]): readonly [epsilon: number, error: number] {
  return errors.reduce((best, each) => (each[1] < best[1] ? each : best));
}
