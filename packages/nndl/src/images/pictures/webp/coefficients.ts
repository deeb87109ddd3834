/** The coefficients of a block (RFC 6386, section 13). */
import type { BoolReader } from "./bool-reader.ts";
import type { Steps } from "./lossy-header.ts";

/** Where the chances of a place's tree lie: by its band, after the type of its part (3 contexts × 11 turns in each band). */
const bands = [0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0].map((band) => band * 33);
const typeSize = 8 * 33;
/** Where each coefficient belongs, in the order in which they are written. */
const zigzag = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15];
/** How likely the lower bits are of large numbers. */
const largeChances = [
  [173, 148, 140],
  [176, 155, 140, 135],
  [180, 157, 141, 134, 130],
  [254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129],
];

/** Types of parts. */
const [restOfWhole, means, colour, quarter] = [0, 1, 2, 3].map((type) => type * typeSize) as [
  number,
  number,
  number,
  number,
];

/** Neighbours of a block that are asked whether they had coefficients: four parts of luminance, two and two of colour, and the means. */
const neighbours = 9;

/** Reads the coefficients of one block after another. */
export class CoefficientReader {
  /** Of the block that was read: 16 for each of 16 parts of luminance, 4 and 4 of colour. */
  readonly values = new Int16Array(16 * 24);
  /** Whether the block has any that is not zero. */
  hasAny = false;
  readonly #chances: Uint8Array;
  readonly #above: Uint8Array;
  readonly #left = new Uint8Array(neighbours);
  readonly #means = new Int16Array(16);

  constructor(chances: Uint8Array, across: number) {
    this.#chances = chances;
    this.#above = new Uint8Array(neighbours * across);
  }

  beginRow(): void {
    this.#left.fill(0);
  }

  /** A block that has none. One that is predicted in quarters has no means, and leaves what is known of its neighbours'. */
  skip(column: number, isWhole: boolean): void {
    const end = isWhole ? neighbours : neighbours - 1;
    this.#above.fill(0, neighbours * column, neighbours * column + end);
    this.#left.fill(0, 0, end);
    this.values.fill(0);
    this.hasAny = false;
  }

  read(bits: BoolReader, column: number, isWhole: boolean, steps: Steps): void {
    const { values } = this;
    const above = neighbours * column;
    values.fill(0);
    this.hasAny = false;
    if (isWhole) {
      this.#means.fill(0);
      const context = this.#above[above + 8]! + this.#left[8]!;
      const count = this.#part(bits, means, context, steps.means, 0, this.#means, 0);
      this.#above[above + 8] = this.#left[8] = count > 0 ? 1 : 0;
      spread(this.#means, values);
    }
    const [type, first] = isWhole ? [restOfWhole, 1] : [quarter, 0];
    this.#square(bits, 4, above, 0, type, steps.luminance, first, 0);
    this.#square(bits, 2, above + 4, 4, colour, steps.colour, 0, 256);
    this.#square(bits, 2, above + 6, 6, colour, steps.colour, 0, 320);
  }

  /** Parts of a block, side by side in rows. */
  #square(
    bits: BoolReader,
    side: number,
    above: number,
    left: number,
    type: number,
    steps: readonly [number, number],
    first: number,
    from: number,
  ): void {
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const at = from + 16 * (side * y + x);
        const context = this.#above[above + x]! + this.#left[left + y]!;
        const end = this.#part(bits, type, context, steps, first, this.values, at);
        this.#above[above + x] = this.#left[left + y] = end > first ? 1 : 0;
        if (end > 1 || this.values[at] !== 0) this.hasAny = true;
      }
  }

  /** Reads one part. @returns the place behind its last coefficient */
  #part(
    bits: BoolReader,
    type: number,
    context: number,
    steps: readonly [number, number],
    first: number,
    out: Int16Array,
    at: number,
  ): number {
    const chances = this.#chances;
    let place = first;
    let p = type + bands[place]! + 11 * context;
    while (place < 16) {
      if (bits.bit(chances[p]!) === 0) return place;
      while (bits.bit(chances[p + 1]!) === 0) {
        place++;
        if (place === 16) return 16;
        p = type + bands[place]!;
      }
      const isLarge = bits.bit(chances[p + 2]!) === 1;
      const size = isLarge ? this.#large(bits, p) : 1;
      const step = steps[place === 0 ? 0 : 1]!;
      out[at + zigzag[place]!] = (bits.flag() ? -size : size) * step;
      place++;
      p = type + bands[place]! + (isLarge ? 22 : 11);
    }
    return 16;
  }

  /** A number from 2. */
  #large(bits: BoolReader, p: number): number {
    const turn = (i: number) => bits.bit(this.#chances[p + i]!);
    if (turn(3) === 0) return turn(4) === 0 ? 2 : 3 + turn(5);
    if (turn(6) === 0) {
      if (turn(7) === 0) return 5 + bits.bit(159);
      const two = bits.bit(165);
      return 7 + 2 * two + bits.bit(145);
    }
    const high = turn(8);
    const kind = 2 * high + turn(9 + high);
    let more = 0;
    for (const chance of largeChances[kind]!) more = 2 * more + bits.bit(chance);
    return 3 + (8 << kind) + more;
  }
}

const turned = new Int32Array(16);

/** From the means of 16 parts, transformed (Walsh and Hadamard, section 14.3), to the first coefficient of each. */
function spread(given: Int16Array, values: Int16Array): void {
  for (let i = 0; i < 4; i++) {
    const [a, b] = [given[i]! + given[12 + i]!, given[4 + i]! + given[8 + i]!];
    const [c, d] = [given[4 + i]! - given[8 + i]!, given[i]! - given[12 + i]!];
    turned[i] = a + b;
    turned[4 + i] = d + c;
    turned[8 + i] = a - b;
    turned[12 + i] = d - c;
  }
  for (let i = 0; i < 4; i++) {
    const [p, q, r, s] = [turned[4 * i]! + 3, turned[4 * i + 1]!, turned[4 * i + 2]!, turned[4 * i + 3]!];
    const [a, b, c, d] = [p + s, q + r, q - r, p - s];
    values[64 * i] = (a + b) >> 3;
    values[64 * i + 16] = (d + c) >> 3;
    values[64 * i + 32] = (a - b) >> 3;
    values[64 * i + 48] = (d - c) >> 3;
  }
}
