/**
 * A network small enough to see all of it, 2-2-1, that learns XOR: its real cost over any two of its nine weights and
 * biases, and its real gradient, both by the library's reference engine.
 */
import { dense, type Network, network, parameterName, referenceEngine, regression, type Session } from "nndl";

/** A weight or a bias: where it is in the network, and its name for readers. */
export interface Place {
  readonly name: string;
  readonly parameter: string;
  readonly index: number;
}

const ends = ["upper", "lower"] as const;
const starts = ["x₁", "x₂"] as const;

/** The nine of them, called by where they are drawn. */
export const places: readonly Place[] = [
  ...ends.flatMap((end, to) =>
    starts.map((start, from) => ({
      name: `${start} → ${end}`,
      parameter: parameterName(0, "weights"),
      index: 2 * to + from,
    })),
  ),
  ...ends.map((end, to) => ({ name: `b, ${end}`, parameter: parameterName(0, "biases"), index: to })),
  ...ends.map((end, from) => ({ name: `${end} → output`, parameter: parameterName(1, "weights"), index: from })),
  { name: "b, output", parameter: parameterName(1, "biases"), index: 0 },
];

/** What it is to learn: exclusive or. */
export const corners: readonly { readonly x: readonly [number, number]; readonly wanted: number }[] = [
  { x: [0, 0], wanted: 0 },
  { x: [0, 1], wanted: 1 },
  { x: [1, 0], wanted: 1 },
  { x: [1, 1], wanted: 0 },
];
const inputs = corners.map(({ x }) => [...x]);
const targets = corners.map(({ wanted }) => [wanted]);

/** Weights with which the hidden neurons are nearly OR and NAND, and the output neuron is nearly AND. */
export const solution: readonly number[] = [6, 6, -6, -6, -3, 9, 8, 8, -12];

export class TinyNetwork {
  readonly network: Network;
  readonly #session: Session;
  readonly #data: ReturnType<Session["load"]>;

  private constructor(net: Network, session: Session) {
    this.network = net;
    this.#session = session;
    this.#data = session.load(regression(inputs, targets));
  }

  static async open(): Promise<TinyNetwork> {
    const net = network({ input: [2], layers: [dense(2, "sigmoid"), dense(1, "sigmoid")], cost: "quadratic", seed: 1 });
    return new TinyNetwork(net, await referenceEngine.open(net));
  }

  #set(weights: readonly number[]): void {
    for (const [i, { parameter, index }] of places.entries())
      this.network.parameters.get(parameter)!.values[index] = weights[i]!;
    this.#session.upload();
  }

  /** The mean quadratic cost of the four examples, with these nine numbers. */
  cost(weights: readonly number[]): number {
    this.#set(weights);
    return this.#session.evaluate(this.#data).cost;
  }

  /** Its gradient: nine numbers. */
  gradient(weights: readonly number[]): number[] {
    this.#set(weights);
    const { parameters } = this.#session.gradients(this.#data, Uint32Array.of(0, 1, 2, 3));
    return places.map(({ parameter, index }) => parameters.get(parameter)![index]!);
  }

  /** What it says to inputs; to the four corners when absent. */
  outputs(weights: readonly number[], to: readonly (readonly number[])[] = inputs): number[] {
    this.#set(weights);
    return [...this.#session.predict(Float32Array.from(to.flat()))];
  }

  close(): void {
    this.#session.close();
  }
}

/** The nine numbers with two of them changed. */
export function withTwo(
  weights: readonly number[],
  [i, j]: readonly [number, number],
  [x, y]: readonly [number, number],
): number[] {
  return weights.map((weight, k) => (k === i ? x : k === j ? y : weight));
}
