/**
 * Named streams of chance. Every use of chance in the library draws from its own stream, found by (seed, name, step)
 * alone: drawing from one never moves another, and a resumed run needs to know only its step.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { normalQuantile } from "../arithmetic/index.ts";
import { finite, integer } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import { toUtf8 } from "../utf8.ts";
import { multiplyHigh, philox4x32 } from "./philox.ts";
import { checkSeed } from "./seed.ts";

// Powers are written out: `**` is a library function, and need not be exact.
const WORD = 0x1_0000_0000;
const TWO_TO_26 = 0x400_0000;
const TWO_TO_52 = 0x10_0000_0000_0000;
const TWO_TO_53 = 0x20_0000_0000_0000;
const WORDS_PER_BLOCK = 4;
/** The block index is one 32-bit word of the counter. */
const STREAM_LENGTH = WORDS_PER_BLOCK * WORD;

/**
 * The stream of random numbers that belongs to a seed, a name and a step, at its beginning.
 *
 * The numbers are Philox4x32-10 with key = (seed mod 2³², ⌊seed / 2³²⌋) and counter = (block, step, n₀, n₁), where n₀ and
 * n₁ are the first eight bytes of the SHA-256 of the name in UTF-8, each four read little-endian.
 *
 * @param seed an integer from 0 to 2⁵³ − 1
 * @param name what the chance is for, such as "shuffle" or "layer 2 weights"
 * @param step an integer from 0 to 2³² − 1: the epoch or the mini-batch, where each needs chance of its own
 * @throws NndlError "seed", "stream.name" or "stream.step" for what is none of these
 * @example
 * const order = stream(1, "shuffle", epoch).permutation(50_000);
 */
export function stream(seed: number, name: string, step = 0): Stream {
  const { key, name: words } = streamKey(seed, name);
  integer(step, { code: "stream.step", what: "the step of a stream" }, { min: 0, below: WORD });
  return new Stream(key[0], key[1], step, words[0], words[1]);
}

/** The words that a stream's key and counter have from its seed and its name, for whoever draws by other means. */
export function streamKey(
  seed: number,
  name: string,
): { readonly key: readonly [number, number]; readonly name: readonly [number, number] } {
  checkSeed(seed);
  if (typeof name !== "string")
    throw new NndlError("stream.name", {
      received: show(name),
      expected: "the name of a stream must be a string",
      next: "Name what the random numbers are for.",
    });
  const hash = new DataView(sha256(toUtf8(name)).buffer);
  return {
    key: [seed >>> 0, Math.floor(seed / WORD)],
    name: [hash.getUint32(0, true), hash.getUint32(4, true)],
  };
}

/** A sequence of 2³⁴ random words, read as the kinds of numbers that training needs. Made by {@link stream}. */
export class Stream {
  readonly #key0: number;
  readonly #key1: number;
  readonly #step: number;
  readonly #name0: number;
  readonly #name1: number;
  readonly #words = new Uint32Array(WORDS_PER_BLOCK);
  /** The block after the one in `#words`, and the next unread word in `#words`. */
  #nextBlock = 0;
  #nextWord = WORDS_PER_BLOCK;

  constructor(key0: number, key1: number, step: number, name0: number, name1: number) {
    this.#key0 = key0;
    this.#key1 = key1;
    this.#step = step;
    this.#name0 = name0;
    this.#name1 = name1;
  }

  /** How many 32-bit words have been read. Setting it goes there at once; it is all the state there is. */
  get position(): number {
    return this.#nextBlock * WORDS_PER_BLOCK - (WORDS_PER_BLOCK - this.#nextWord);
  }

  set position(words: number) {
    integer(words, { code: "stream.position", what: "the position in a stream" }, { min: 0, max: STREAM_LENGTH });
    this.#nextBlock = Math.floor(words / WORDS_PER_BLOCK);
    this.#nextWord = WORDS_PER_BLOCK;
    const withinBlock = words % WORDS_PER_BLOCK;
    if (withinBlock > 0) {
      this.#fill();
      this.#nextWord = withinBlock;
    }
  }

  #fill(): void {
    if (this.#nextBlock >= WORD)
      throw new NndlError("stream.exhausted", {
        problem: `this stream is used up: it gives ${STREAM_LENGTH} words`,
        next: "Use another step or another name for what comes after.",
      });
    philox4x32(this.#words, this.#nextBlock, this.#step, this.#name0, this.#name1, this.#key0, this.#key1);
    this.#nextBlock++;
    this.#nextWord = 0;
  }

  /** A uniform integer from 0 to 2³² − 1. Reads one word. */
  uint32(): number {
    if (this.#nextWord === WORDS_PER_BLOCK) this.#fill();
    return this.#words[this.#nextWord++]!;
  }

  /** A uniform number u with 0 ≤ u < 1, a multiple of 2⁻⁵³. Reads two words. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    return (high * TWO_TO_26 + (this.uint32() >>> 6)) / TWO_TO_53;
  }

  /**
   * A gaussian number with mean 0 and standard deviation 1, between −8.21 and 8.21. Reads two words.
   *
   * Φ⁻¹((k + ½) / 2⁵²) with a uniform integer k < 2⁵²: a half-step off both ends, so never infinite, and symmetric.
   */
  gaussian(): number {
    const high = this.uint32() >>> 6;
    return normalQuantile((high * TWO_TO_26 + (this.uint32() >>> 6) + 0.5) / TWO_TO_52);
  }

  /**
   * A uniform integer from 0 to below − 1, without bias. Reads one word, rarely more.
   *
   * The upper half of word × below, with the few words rejected that would favour some results (D. Lemire, "Fast random
   * integer generation in an interval", ACM TOMACS 29, 2019).
   *
   * @throws NndlError "stream.integer" unless below is an integer from 1 to 2³²
   */
  integer(below: number): number {
    integer(below, { code: "stream.integer", what: "the bound of a random integer" }, { min: 1, max: WORD });
    return this.#integer(below);
  }

  #integer(below: number): number {
    if (below === WORD) return this.uint32();
    let word = this.uint32();
    let low = Math.imul(word, below) >>> 0;
    if (low < below) {
      const rejected = (WORD - below) % below;
      while (low < rejected) {
        word = this.uint32();
        low = Math.imul(word, below) >>> 0;
      }
    }
    return multiplyHigh(word, below);
  }

  /**
   * The numbers 0 … n − 1 in random order, each order equally likely (Fisher and Yates, from the last place down).
   *
   * @throws NndlError "stream.permutation" unless n is an integer from 0 to 2³² − 1
   */
  permutation(n: number): Uint32Array {
    integer(n, { code: "stream.permutation", what: "the length of a permutation" }, { min: 0, below: WORD });
    const order = new Uint32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    for (let last = n - 1; last > 0; last--) {
      const other = this.#integer(last + 1);
      const kept = order[last]!;
      order[last] = order[other]!;
      order[other] = kept;
    }
    return order;
  }

  /**
   * n independent choices: 1 with probability `keep` (to within 2⁻³²), otherwise 0. Reads n words.
   *
   * @throws NndlError "stream.mask" unless n is an integer from 0 to 2³² − 1 and 0 ≤ keep ≤ 1
   */
  mask(n: number, keep: number): Uint8Array {
    integer(n, { code: "stream.mask", what: "the length of a mask" }, { min: 0, below: WORD });
    finite(keep, { code: "stream.mask", what: "the probability of keeping" }, { min: 0, max: 1 });
    const threshold = keep * WORD;
    const kept = new Uint8Array(n);
    for (let i = 0; i < n; i++) kept[i] = this.uint32() < threshold ? 1 : 0;
    return kept;
  }

  /**
   * Fills the target with gaussians, rounded to float32: the same draws, in order, as mean + deviation × `gaussian()`.
   *
   * @throws NndlError "stream.gaussian" unless mean and deviation are finite and deviation ≥ 0
   */
  fillGaussian(target: Float32Array, mean = 0, deviation = 1): void {
    finite(mean, { code: "stream.gaussian", what: "the mean of a gaussian" });
    finite(deviation, { code: "stream.gaussian", what: "the standard deviation of a gaussian" }, { min: 0 });
    for (let i = 0; i < target.length; i++) target[i] = mean + deviation * this.gaussian();
  }
}
