/**
 * Chance that can be repeated: the same seed gives the same numbers, so a reader sees the same run twice.
 *
 * The generator is Tommy Ettinger's mulberry32 (public domain): a counter, stirred until it looks random. It is
 * good enough to start a network with, and far too weak to keep a secret with.
 */
import { check } from "./check.ts";

export class Random {
  #counter: number;

  constructor(seed: number) {
    check(Number.isInteger(seed), `seed must be a whole number; received ${seed}`);
    this.#counter = seed | 0;
  }

  /** A number from 0 up to, but never reaching, 1. */
  uniform(): number {
    this.#counter = (this.#counter + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#counter ^ (this.#counter >>> 15), this.#counter | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A number from the bell curve with mean 0 and standard deviation 1 (the Box–Muller transform). */
  gaussian(): number {
    // 1 − uniform is never 0, and the logarithm of 0 is what must not happen here.
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Puts the items into a random order, in place; every order is equally likely (the Fisher–Yates shuffle). */
  shuffle<T>(items: T[]): T[] {
    for (let last = items.length - 1; last > 0; last--) {
      const chosen = Math.floor(this.uniform() * (last + 1));
      [items[last], items[chosen]] = [items[chosen], items[last]];
    }
    return items;
  }

  /** The numbers 0 … n−1 in a random order. */
  permutation(n: number): number[] {
    return this.shuffle(Array.from({ length: n }, (_, index) => index));
  }
}
