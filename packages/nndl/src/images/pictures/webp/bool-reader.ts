import { BrokenPicture } from "./broken.ts";

/** Yes and no, each packed by how likely it was (RFC 6386, section 7). */
export class BoolReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #value = 0;
  #range = 255;
  /** Bits of `#value` beyond the eight that are looked at. */
  #spare = -8;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param chance of 0, in 256 @throws BrokenPicture at the end */
  bit(chance: number): 0 | 1 {
    if (this.#spare < 0) {
      if (this.#at >= this.#bytes.length) throw new BrokenPicture("an end in the middle of its picture");
      this.#value = (this.#value << 8) | this.#bytes[this.#at++]!;
      this.#spare += 8;
    }
    const split = 1 + (((this.#range - 1) * chance) >> 8);
    const isOne = this.#value >= split << this.#spare;
    if (isOne) {
      this.#range -= split;
      this.#value -= split << this.#spare;
    } else this.#range = split;
    const shift = Math.clz32(this.#range) - 24;
    this.#range <<= shift;
    this.#spare -= shift;
    return isOne ? 1 : 0;
  }

  /** As likely as not. */
  flag(): boolean {
    return this.bit(128) === 1;
  }

  /** A whole number, its highest bit first. */
  number(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) value = 2 * value + this.bit(128);
    return value;
  }

  /** A number and its sign. */
  signed(bits: number): number {
    const value = this.number(bits);
    return this.flag() ? -value : value;
  }

  /** A number and its sign where there is one, 0 otherwise. */
  maybeSigned(bits: number): number {
    return this.flag() ? this.signed(bits) : 0;
  }
}
