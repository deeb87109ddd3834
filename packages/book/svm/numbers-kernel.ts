/** The kernel between examples of any numbers, in float64. */
import type { Dataset } from "nndl";
import { exp } from "nndl/arithmetic";
import type { Bounds, Kernel } from "./kernel.ts";

/** ‖x − y‖² = Σ (x_k − y_k)², added up in the order of the features. */
export class NumbersKernel implements Kernel {
  readonly #queries: Dataset;
  readonly #examples: Dataset;
  readonly #bounds: Bounds;
  readonly #gamma: number;
  readonly #query: Float64Array;

  constructor(queries: Dataset, examples: Dataset, bounds: Bounds, gamma: number) {
    this.#queries = queries;
    this.#examples = examples;
    this.#bounds = bounds;
    this.#gamma = gamma;
    this.#query = new Float64Array(queries.size);
  }

  fill(query: number, block: number, into: Float64Array): void {
    const { size, features, scale } = this.#examples;
    const x = this.#query;
    for (let k = 0; k < size; k++) x[k] = this.#queries.features[query * size + k] * this.#queries.scale;
    const [from, to] = [this.#bounds[block], this.#bounds[block + 1]];
    for (let example = from; example < to; example++) {
      let distance = 0;
      for (let k = 0; k < size; k++) {
        const difference = x[k] - features[example * size + k] * scale;
        distance += difference * difference;
      }
      into[example - from] = exp(-this.#gamma * distance);
    }
  }
}
