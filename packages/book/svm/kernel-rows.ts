import { type Bounds, type Kernel, lengthsOf } from "./kernel.ts";

/**
 * Kernel values between the examples of one data set, kept: what one pair of classes asks, the next often asks again. Those
 * that were not asked for longest are forgotten when there is no more room. As float32, like LIBSVM's: twice as many fit.
 */
export class KernelRows {
  readonly #kernel: Kernel;
  readonly #lengths: readonly number[];
  readonly #room: number;
  /** By example and block, those that were asked for longest ago first. */
  readonly #kept = new Map<number, Float32Array>();
  #bytes = 0;
  readonly #fresh: Float64Array;

  /** @param room how many bytes may be kept */
  constructor(kernel: Kernel, bounds: Bounds, room: number) {
    this.#kernel = kernel;
    this.#lengths = lengthsOf(bounds);
    this.#room = room;
    this.#fresh = new Float64Array(Math.max(...this.#lengths));
  }

  /** K(example, y) for the examples y of a block; not to be changed. */
  row(example: number, block: number): Float32Array {
    const key = example * this.#lengths.length + block;
    const row = this.#kept.get(key) ?? this.#compute(example, block);
    this.#kept.delete(key);
    this.#kept.set(key, row);
    return row;
  }

  #compute(example: number, block: number): Float32Array {
    this.#kernel.fill(example, block, this.#fresh);
    const row = Float32Array.from(this.#fresh.subarray(0, this.#lengths[block]));
    this.#bytes += row.byteLength;
    for (const [key, { byteLength }] of this.#kept) {
      if (this.#bytes <= this.#room) break;
      this.#kept.delete(key);
      this.#bytes -= byteLength;
    }
    return row;
  }
}
