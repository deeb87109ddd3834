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

const sub = ["₁", "₂"];

/** The nine of them. w²₁ is the weight to the output from the first hidden neuron. */
export const places: readonly Place[] = [
  ...[0, 1].flatMap((to) =>
    [0, 1].map((from) => ({
      name: `w¹${sub[to]}${sub[from]}`,
      parameter: parameterName(0, "weights"),
      index: 2 * to + from,
    })),
  ),
  ...[0, 1].map((to) => ({ name: `b¹${sub[to]}`, parameter: parameterName(0, "biases"), index: to })),
  ...[0, 1].map((from) => ({ name: `w²${sub[from]}`, parameter: parameterName(1, "weights"), index: from })),
  { name: "b²", parameter: parameterName(1, "biases"), index: 0 },
];

const inputs = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const targets = [[0], [1], [1], [0]];

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

  /** What it says to the four inputs. */
  outputs(weights: readonly number[]): number[] {
    this.#set(weights);
    return [...this.#session.predict(Float32Array.from(inputs.flat()))];
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
