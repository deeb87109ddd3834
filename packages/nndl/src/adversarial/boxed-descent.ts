/** Descent within a box by limited-memory BFGS, of one example by itself, so that many can be evaluated together. */
import { directionOf, type Pair, pairOf } from "../arithmetic/limited-memory.ts";
import { dot } from "../arithmetic/vectors.ts";
import type { InputRange } from "./step.ts";

/** How many pairs are remembered, and how often a step is shortened before the direction is given up. */
const [mostPairs, mostTries] = [8, 12];

/**
 * Goes down a cost of x within lowest ≤ x ≤ highest: asks for the cost and its gradient at `candidate`, and is told. A number at a
 * bound that the gradient pushes outwards stays there; a candidate beyond a bound is brought back to it.
 *
 * @see Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.4; Bertsekas, "Projected Newton methods", 1982
 */
export class BoxedDescent {
  /** Where the cost is asked for next. */
  candidate: Float32Array;
  /** Whether no way down is left. */
  isDone = false;
  readonly #range: InputRange;
  #at: Float32Array;
  #value = Number.POSITIVE_INFINITY;
  #gradient: Float64Array | undefined;
  #direction = new Float64Array(0);
  #length = 1;
  #tries = 0;
  #pairs: readonly Pair[] = [];

  constructor(start: Float32Array, range: InputRange) {
    this.candidate = start.slice();
    this.#at = this.candidate;
    this.#range = range;
  }

  /** Takes in the cost and the gradient at the candidate; tells whether it went there. */
  learn(value: number, gradient: Float64Array): boolean {
    const isBetter = this.#gradient === undefined || value <= this.#value + 1e-4 * this.#slopeTo(this.candidate);
    if (isBetter) this.#go(value, gradient);
    else if (++this.#tries <= mostTries) this.#length /= 2;
    else if (this.#pairs.length > 0) this.#turn([]);
    else this.isDone = true;
    if (!this.isDone) this.#propose();
    return isBetter;
  }

  #go(value: number, gradient: Float64Array): void {
    let pairs = this.#pairs;
    if (this.#gradient !== undefined) {
      const before = this.#gradient;
      const step = Float64Array.from(this.candidate, (x, i) => x - this.#at[i]!);
      const change = gradient.map((g, i) => g - before[i]!);
      const pair = pairOf(step, change);
      if (pair !== undefined) pairs = [pair, ...pairs].slice(0, mostPairs);
    }
    [this.#at, this.#value, this.#gradient] = [this.candidate, value, gradient];
    this.#turn(pairs);
  }

  /** Looks in a new direction; along the steepest descent where what is remembered does not lead down. */
  #turn(pairs: readonly Pair[]): void {
    const free = this.#freeGradient();
    const length = Math.sqrt(dot(free, free));
    if (!(length > 0)) {
      this.isDone = true;
      return;
    }
    const direction = directionOf(free, pairs).map((d, i) => (free[i] === 0 ? 0 : d));
    const isDown = dot(direction, free) < 0;
    this.#pairs = isDown ? pairs : [];
    this.#direction = isDown ? direction : free.map((g) => -g);
    // Of the first step nothing is known but that the gradient has another unit than the inputs.
    this.#length = this.#pairs.length > 0 ? 1 : Math.min(1, 1 / length);
    this.#tries = 0;
  }

  #propose(): void {
    const [lowest, highest] = this.#range;
    this.candidate = this.#at.map((x, i) =>
      Math.min(highest, Math.max(lowest, x + this.#length * this.#direction[i]!)),
    );
    if (this.candidate.every((x, i) => x === this.#at[i])) this.isDone = true;
  }

  /** The gradient, 0 where a bound is in the way. */
  #freeGradient(): Float64Array {
    const [lowest, highest] = this.#range;
    const at = this.#at;
    return (this.#gradient as Float64Array).map((g, i) =>
      (at[i]! <= lowest && g > 0) || (at[i]! >= highest && g < 0) ? 0 : g,
    );
  }

  #slopeTo(there: Float32Array): number {
    let sum = 0;
    for (let i = 0; i < there.length; i++) sum += this.#gradient![i]! * (there[i]! - this.#at[i]!);
    return sum;
  }
}
