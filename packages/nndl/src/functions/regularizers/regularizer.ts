/**
 * A regularizer adds (λ/n) Σ_w penalty(w) to the cost, summed over the weights and never over the biases;
 * n is the number of training examples. Its share of the gradient is (λ/n) slope(w).
 */
export interface Regularizer {
  readonly name: string;
  readonly formula: string;
  readonly source: string;
  penalty(w: number): number;
  slope(w: number): number;
}
