import { exp } from "nndl/arithmetic";

/** How many bits of a distance the table of small ones takes: for images as large as MNIST's both fit into a near cache. */
const shift = 12;

/**
 * e^(−γ(sd)²) for whole numbers d², as a product of two numbers out of tables: one for the higher bits of d², one for the lower.
 * Within 1e−15 of its value where that is not tiny, and with the same bits everywhere.
 */
export class WholeGaussian {
  readonly #far: Float64Array;
  readonly #near: Float64Array;

  /**
   * @param scale s, what the numbers whose distance is taken are multiplied by
   * @param largest the largest d²
   */
  constructor(gamma: number, scale: number, largest: number) {
    const at = (square: number) => exp(-gamma * (scale * scale * square));
    this.#near = Float64Array.from({ length: 2 ** shift }, (_, i) => at(i));
    this.#far = Float64Array.from({ length: Math.floor(largest / 2 ** shift) + 1 }, (_, i) => at(i * 2 ** shift));
  }

  /** Writes e^(−γs²(x·x + y·y − 2 x·y)) for each y, of its square and of its product with x. */
  fill(square: number, squares: Int32Array, products: Int32Array, into: Float64Array): void {
    const [far, near] = [this.#far, this.#near];
    for (let i = 0; i < squares.length; i++) {
      const distance = square + squares[i] - 2 * products[i];
      into[i] = far[distance >> shift] * near[distance & (2 ** shift - 1)];
    }
  }
}
