import type { Dataset } from "nndl";

/**
 * Examples of bytes, turned about: for each pixel, which of them have something there, and what. Of MNIST's pixels four in five
 * are 0, and products with these are left out.
 */
export class PackedBytes {
  /** An entry is 24 bits for the example and 8 for its byte. */
  static readonly mostExamples = 2 ** 24;

  readonly count: number;
  /** y·y of each example. */
  readonly squares: Int32Array;
  readonly #entries: Uint32Array;
  /** Where the entries of each pixel begin, and where the last one's end. */
  readonly #starts: Uint32Array;

  /** @param data bytes, of which the examples from `from` up to, but without, `to` are packed */
  constructor({ features, size }: Dataset, from: number, to: number) {
    this.count = to - from;
    this.squares = new Int32Array(this.count);
    this.#starts = new Uint32Array(size + 1);
    for (let i = from * size, pixel = 0; i < to * size; i++) {
      if (features[i] !== 0) this.#starts[pixel + 1]++;
      if (++pixel === size) pixel = 0;
    }
    for (let pixel = 0; pixel < size; pixel++) this.#starts[pixel + 1] += this.#starts[pixel];
    this.#entries = new Uint32Array(this.#starts[size]);
    const next = this.#starts.slice(0, size);
    for (let example = 0; example < this.count; example++)
      for (let pixel = 0; pixel < size; pixel++) {
        const value = features[(from + example) * size + pixel];
        if (value === 0) continue;
        this.#entries[next[pixel]++] = (example << 8) | value;
        this.squares[example] += value * value;
      }
  }

  /** Adds x·y to the sum of every example y, and returns x·x. */
  addProducts(x: ArrayLike<number>, sums: Int32Array): number {
    const [entries, starts] = [this.#entries, this.#starts];
    let square = 0;
    for (let pixel = 0; pixel < x.length; pixel++) {
      const value = x[pixel];
      if (value === 0) continue;
      square += value * value;
      const end = starts[pixel + 1];
      let k = starts[pixel];
      // Four at a time: about half as long as one by one.
      for (; k + 3 < end; k += 4) {
        const [a, b, c, d] = [entries[k], entries[k + 1], entries[k + 2], entries[k + 3]];
        sums[a >>> 8] += Math.imul(value, a & 255);
        sums[b >>> 8] += Math.imul(value, b & 255);
        sums[c >>> 8] += Math.imul(value, c & 255);
        sums[d >>> 8] += Math.imul(value, d & 255);
      }
      for (; k < end; k++) sums[entries[k] >>> 8] += Math.imul(value, entries[k] & 255);
    }
    return square;
  }
}
