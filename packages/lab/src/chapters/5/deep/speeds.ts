/** The speeds of layers, from the gradients of their neurons: all that is needed to look at gradients that are known. */

/** One hidden layer: a number for each of its neurons. */
export interface LayerGradients {
  /** ∂C/∂b of each; after a batch normalization ∂C/∂β, the number that takes a bias's place. */
  readonly biases: ArrayLike<number> & Iterable<number>;
  /** The length of ∂C/∂w of each, all its weights together. */
  readonly weights: ArrayLike<number> & Iterable<number>;
}

/** √ Σ v², also where all squares are 0 or too large for a number. */
export function lengthOf(values: Iterable<number>): number {
  return Math.hypot(...values);
}

/** The speed of each hidden layer: the length of its gradient, as the book has it of the biases. */
export function speedsOf(layers: readonly LayerGradients[], of: "biases" | "weights"): readonly number[] {
  return layers.map((layer) => lengthOf(layer[of]));
}
