/** Huffman codes as pictures without losses have them (RFC 9649, section 3.7.2). */
import type { BitReader } from "./bit-reader.ts";
import { BrokenPicture } from "./broken.ts";

const mostBits = 15;
/** Codes of so many bits are found at once; a picture can have thousands of codes, and few of their symbols are longer. */
const quickBits = 8;
/** The order in which the lengths of the code of lengths are written. */
const lengthOrder = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/** One code: a symbol for each sequence of bits. */
export class PrefixCode {
  /** By the next eight bits: the symbol × 16 + the bits that its code takes; 0 where it takes more. */
  readonly #quick: Uint16Array;
  /** The symbol of a code without bits. */
  readonly #only: number;
  readonly #counts = new Uint16Array(mostBits + 1);
  /** Symbols by the lengths of their codes. */
  readonly #symbols: Uint16Array;

  /** @param lengths how many bits each symbol's code has, 0 for none @throws BrokenPicture where they make no code */
  constructor(lengths: Uint8Array) {
    for (const length of lengths) this.#counts[length]!++;
    const used = lengths.length - this.#counts[0]!;
    this.#counts[0] = 0;
    if (used === 0) throw new BrokenPicture("a code without symbols");
    this.#only = used === 1 ? lengths.findIndex((length) => length > 0) : -1;
    this.#symbols = new Uint16Array(used);
    this.#quick = new Uint16Array(used === 1 ? 0 : 1 << quickBits);
    if (used === 1) return;
    const starts = new Uint16Array(mostBits + 2);
    let room = 1;
    for (let bits = 1; bits <= mostBits; bits++) {
      room = 2 * room - this.#counts[bits]!;
      starts[bits + 1] = starts[bits]! + this.#counts[bits]!;
    }
    if (room !== 0) throw new BrokenPicture("a code that cannot be read");
    lengths.forEach((length, symbol) => {
      if (length > 0) this.#symbols[starts[length]!++] = symbol;
    });
    this.#fillQuick();
  }

  #fillQuick(): void {
    let [code, place] = [0, 0];
    for (let bits = 1; bits <= quickBits; bits++, code *= 2) {
      for (let i = this.#counts[bits]!; i > 0; i--, code++) {
        const entry = (this.#symbols[place++]! << 4) | bits;
        for (let at = reversed(code, bits); at < 1 << quickBits; at += 1 << bits) this.#quick[at] = entry;
      }
    }
  }

  /** The next symbol. */
  read(bits: BitReader): number {
    if (this.#only >= 0) return this.#only;
    const entry = this.#quick[bits.peek(quickBits)]!;
    if (entry > 0) {
      bits.drop(entry & 15);
      return entry >> 4;
    }
    let [code, first, place] = [0, 0, 0];
    for (let length = 1; ; length++) {
      code = 2 * code + bits.take(1);
      const count = this.#counts[length]!;
      if (code - first < count) return this.#symbols[place + code - first]!;
      place += count;
      first = 2 * (first + count);
    }
  }
}

function reversed(code: number, bits: number): number {
  let turned = 0;
  for (let i = 0; i < bits; i++) turned |= ((code >> i) & 1) << (bits - 1 - i);
  return turned;
}

/** @param size how many symbols there are */
export function readPrefixCode(bits: BitReader, size: number): PrefixCode {
  const lengths = new Uint8Array(size);
  if (bits.take(1) === 1) {
    const isPair = bits.take(1) === 1;
    const symbols = [bits.take(bits.take(1) === 1 ? 8 : 1), ...(isPair ? [bits.take(8)] : [])];
    for (const symbol of symbols) {
      if (symbol >= size) throw new BrokenPicture("a symbol that there is not");
      lengths[symbol] = 1;
    }
  } else readLengths(bits, lengths);
  return new PrefixCode(lengths);
}

function readLengths(bits: BitReader, lengths: Uint8Array): void {
  const packed = new Uint8Array(lengthOrder.length);
  const count = 4 + bits.take(4);
  for (let i = 0; i < count; i++) packed[lengthOrder[i]!] = bits.take(3);
  const code = new PrefixCode(packed);
  let left = bits.take(1) === 1 ? 2 + bits.take(2 + 2 * bits.take(3)) : lengths.length;
  if (left > lengths.length) throw new BrokenPicture("more codes than symbols");
  let previous = 8;
  for (let at = 0; at < lengths.length && left > 0; left--) {
    const symbol = code.read(bits);
    if (symbol < 16) {
      lengths[at++] = symbol;
      if (symbol > 0) previous = symbol;
      continue;
    }
    const times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (at + times > lengths.length) throw new BrokenPicture("more codes than symbols");
    lengths.fill(symbol === 16 ? previous : 0, at, at + times);
    at += times;
  }
  bits.checkEnd();
}
