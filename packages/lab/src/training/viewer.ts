import type { Dataset, Engine, Network, ResidentData, Session } from "nndl";

/** How long questions are computed before training and messages have their turn, in milliseconds. */
const turn = 12;

/** A copy of a network as it was at one moment, with an engine of its own, to ask while the network itself trains on. */
export class Viewer {
  readonly network: Network;
  readonly #engine: Engine;
  #session: Session | undefined;
  #resident: ResidentData | undefined;

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
    let began = performance.now();
    for (let from = 0; from < data.count; from += piece) {
      const count = Math.min(piece, data.count - from);
      const inputs = new Float32Array(count * inputSize);
      for (let i = 0; i < count; i++) inputs.set(data.input(from + i), i * inputSize);
      outputs.set(session.predict(inputs), from * outputSize);
      if (performance.now() - began < turn) continue;
      await othersTurn();
      began = performance.now();
    }
    return outputs;
  }

  /** The cost's gradient over the first examples of some data, which must be the same each time. */
  async gradients(data: Dataset, examples: number) {
    const session = await this.#open();
    this.#resident ??= session.load(data);
    return session.gradients(
      this.#resident,
      Uint32Array.from({ length: Math.min(examples, data.count) }, (_, i) => i),
    );
  }

  close(): void {
    this.#session?.close();
    this.#session = undefined;
  }

  async #open(): Promise<Session> {
    this.#session ??= await this.#engine.open(this.network, { threads: 1, miniBatchSize: 50 });
    return this.#session;
  }
}

/** Lets messages and training go on. */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
