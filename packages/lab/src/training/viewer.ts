import type { Dataset, Engine, Network, ResidentData, Session } from "nndl";
import { Turn } from "./turn.ts";

/** A copy of a network as it was at one moment, with an engine of its own, to ask while the network itself trains on. */
export class Viewer {
  readonly network: Network;
  readonly #engine: Engine;
  #session: Session | undefined;
  #resident: ResidentData | undefined;
  /** Data sets that were measured, in pieces that take no longer than a turn, or not much. */
  readonly #pieces = new Map<Dataset, readonly ResidentData[]>();

  constructor(network: Network, engine: Engine) {
    this.network = network.clone();
    this.#engine = engine;
  }

  /** Takes over the weights of a network of the same description. */
  show(network: Network): void {
    for (const [key, { values }] of network.parameters) this.network.parameters.get(key)?.values.set(values);
    this.#session?.upload();
  }

  async predict(inputs: Float32Array): Promise<Float32Array> {
    return (await this.#open()).predict(inputs);
  }

  /** The outputs for every example, in turns with others. */
  async predictAll(data: Dataset): Promise<Float32Array> {
    const session = await this.#open();
    const { inputSize, outputSize } = this.network;
    const outputs = new Float32Array(data.count * outputSize);
    const piece = Math.max(1, Math.min(100, Math.floor(100_000 / inputSize)));
    const turn = new Turn();
    for (let from = 0; from < data.count; from += piece) {
      const count = Math.min(piece, data.count - from);
      const inputs = new Float32Array(count * inputSize);
      for (let i = 0; i < count; i++) inputs.set(data.input(from + i), i * inputSize);
      outputs.set(session.predict(inputs), from * outputSize);
      await turn.pass();
    }
    return outputs;
  }

  /** The mean cost over a data set, and the share of right answers where there are classes, in turns with others. */
  async evaluate(data: Dataset): Promise<{ count: number; dataCost: number; accuracy?: number }> {
    const session = await this.#open();
    const pieces = this.#pieces.get(data) ?? cut(data).map((piece) => session.load(piece));
    this.#pieces.set(data, pieces);
    let [costs, right] = [0, 0];
    let isClassified = true;
    const turn = new Turn();
    for (const piece of pieces) {
      const { count, cost, correct } = session.evaluate(piece);
      costs += cost * count;
      if (correct === undefined) isClassified = false;
      else right += correct;
      await turn.pass();
    }
    const dataCost = costs / data.count;
    return { count: data.count, dataCost, ...(isClassified ? { accuracy: right / data.count } : {}) };
  }

  /** The cost's gradient over the first examples of some data, which must be the same each time. */
  async gradients(data: Dataset, examples: number, training = false) {
    const session = await this.#open();
    this.#resident ??= session.load(data);
    return session.gradients(
      this.#resident,
      Uint32Array.from({ length: Math.min(examples, data.count) }, (_, i) => i),
      { training, inputs: false },
    );
  }

  close(): void {
    this.#session?.close();
    this.#session = undefined;
    this.#resident = undefined;
    this.#pieces.clear();
  }

  async #open(): Promise<Session> {
    this.#session ??= await this.#engine.open(this.network, { threads: 1, miniBatchSize: 50 });
    return this.#session;
  }
}

function cut(data: Dataset): Dataset[] {
  const piece = 50;
  const pieces: Dataset[] = [];
  for (let from = 0; from < data.count; from += piece)
    pieces.push(data.pick(Array.from({ length: Math.min(piece, data.count - from) }, (_, i) => from + i)));
  return pieces;
}
