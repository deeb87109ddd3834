import { BrokenPicture } from "./broken.ts";

/** Bits of bytes, the lowest first. Past the end come zeros; `checkEnd` tells whether any were taken. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #buffer = 0;
  #held = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next bits, 24 at most, as a number; they stay where they are. */
  peek(count: number): number {
    while (this.#held < count) {
      this.#buffer |= (this.#bytes[this.#at++] ?? 0) << this.#held;
      this.#held += 8;
    }
    return this.#buffer & ((1 << count) - 1);
  }

  drop(count: number): void {
    this.#buffer >>>= count;
    this.#held -= count;
  }

  take(count: number): number {
    const value = this.peek(count);
    this.drop(count);
    return value;
  }

  /** @throws BrokenPicture where more was taken than there is */
  checkEnd(): void {
    if (8 * this.#at - this.#held > 8 * this.#bytes.length)
      throw new BrokenPicture("an end in the middle of its picture");
  }
}
