import { platform } from "#platform";
import type { AbortSignalLike } from "../abort-signal.ts";
import { distorterFor, imageShapeOf, withFeatures } from "../data/expansion/index.ts";
import type { WorkerRequest, WorkerTask } from "../data/expansion/worker.ts";
import type { Dataset, Distortion } from "../data/index.ts";
import type { PlatformWorker } from "../platform/platform.ts";

/** How long the calling thread computes before others get their turn, in milliseconds. */
const turn = 12;

/** Bytes that a worker is computing; undefined when it cannot. */
type Awaited = Promise<Uint8Array | undefined>;

/**
 * The training images of one epoch after another, distorted at random. While an epoch trains, a worker thread makes the
 * next one's; the first one's are made by both together. Where no worker can run, or when it dies, the calling thread
 * makes them all: the bytes are the same.
 */
export class EpochImages {
  readonly #data: Dataset;
  readonly #images: Uint8Array;
  readonly #distorter: ReturnType<typeof distorterFor>;
  readonly #task: WorkerTask;
  #worker: PlatformWorker | undefined;
  #state: "new" | "open" | "closed" = "new";
  /** Who waits for the worker's answers, which come in the order of the requests. */
  readonly #waiting: ((bytes: Uint8Array | undefined) => void)[] = [];
  #next: { readonly epoch: number; readonly bytes: Awaited } | undefined;

  /** @throws NndlError "expansion.distortion", "expansion.images" */
  constructor(data: Dataset, distortion: Distortion, seed: number) {
    this.#data = data;
    this.#distorter = distorterFor(data, distortion, seed);
    this.#images = data.features as Uint8Array;
    this.#task = { images: this.#images, shape: imageShapeOf(data), distortion, seed };
  }

  /** The data of an epoch; undefined when the signal was given before they were ready. */
  async of(epoch: number, signal?: AbortSignalLike): Promise<Dataset | undefined> {
    if (signal?.aborted) return undefined;
    await this.#open();
    const prepared = this.#next?.epoch === epoch ? await this.#patiently(this.#next.bytes, signal) : undefined;
    this.#next = undefined;
    const bytes = prepared ?? (signal?.aborted ? undefined : await this.#makeTogether(epoch, signal));
    return bytes && withFeatures(this.#data, bytes);
  }

  /** Begins to make the images of an epoch, if a worker can; does not wait. */
  prepare(epoch: number): void {
    if (this.#worker !== undefined) this.#next = { epoch, bytes: this.#ask(epoch, 0, this.#data.count) };
  }

  /** Ends the worker. */
  close(): void {
    this.#state = "closed";
    this.#loseWorker();
  }

  async #open(): Promise<void> {
    if (this.#state !== "new") return;
    this.#state = "open";
    const { source } = await import("./generated/distortion-worker.ts");
    try {
      this.#worker = platform.startWorker(source, {
        onMessage: (bytes) => this.#answer(bytes as Uint8Array),
        onFailure: () => this.#loseWorker(),
      });
      this.#worker.post(this.#task);
    } catch {
      // A page may forbid workers, and memory for another copy of the images may be missing.
      this.#loseWorker();
    }
  }

  #ask(epoch: number, from: number, to: number): Awaited {
    const worker = this.#worker;
    if (worker === undefined || from === to) return Promise.resolve(undefined);
    worker.post({ epoch, from, to } satisfies WorkerRequest);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #answer(bytes: Uint8Array): void {
    this.#waiting.shift()?.(bytes);
  }

  #loseWorker(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }

  /** The worker makes the first half, and the calling thread the second. */
  async #makeTogether(epoch: number, signal: AbortSignalLike | undefined): Promise<Uint8Array | undefined> {
    const { count, size } = this.#data;
    const half = Math.floor(count / 2);
    const theirs = this.#ask(epoch, 0, half);
    const bytes = new Uint8Array(count * size);
    await this.#makeHere(epoch, half, count, bytes, signal);
    const first = await this.#patiently(theirs, signal);
    if (first === undefined) await this.#makeHere(epoch, 0, half, bytes, signal);
    else bytes.set(first);
    return signal?.aborted ? undefined : bytes;
  }

  async #makeHere(epoch: number, from: number, to: number, bytes: Uint8Array, signal?: AbortSignalLike): Promise<void> {
    let began = performance.now();
    for (let i = from; i < to && !signal?.aborted; i++) {
      this.#distorter.distort(this.#images, i, epoch, bytes, i * this.#data.size);
      if (i % 16 !== 0 || performance.now() - began < turn) continue;
      await platform.yieldToOthers();
      began = performance.now();
    }
  }

  /** Waits for the worker, or for the signal. */
  async #patiently(bytes: Awaited, signal: AbortSignalLike | undefined): Awaited {
    if (signal?.aborted) return undefined;
    const worker = this.#worker;
    let stop = () => {};
    const stopped = new Promise<undefined>((resolve) => {
      stop = () => resolve(undefined);
    });
    signal?.addEventListener("abort", stop);
    // Until it has answered, nothing else may keep the program running.
    worker?.keepAlive(true);
    try {
      return await Promise.race([bytes, stopped]);
    } finally {
      worker?.keepAlive(false);
      signal?.removeEventListener("abort", stop);
    }
  }
}
