/**
 * The sigmoid neuron (chapter 1): a perceptron whose corner has been smoothed, so that a small change of a weight
 * causes a small change of the output. That is what makes learning by small steps possible at all.
 */
import { check } from "./check.ts";

/** Equation (3): σ(z) = 1 / (1 + e^−z), near 0 for very negative z, ½ at 0, near 1 for large z. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** σ'(z) = σ(z)(1 − σ(z)): at most ¼, at z = 0, and almost nothing once the neuron is saturated. */
export function sigmoidPrime(z: number): number {
  const a = sigmoid(z);
  return a * (1 - a);
}

/** The step that the book plots next to the sigmoid. It is 1 at z = 0, where a perceptron says 0. */
export function step(z: number): number {
  return z < 0 ? 0 : 1;
}

/** z = w·x + b. */
function weightedInput(weights: number[], bias: number, x: number[]): number {
  check(weights.length === x.length, `${weights.length} weights need as many inputs; received ${x.length}`);
  return weights.reduce((sum, weight, j) => sum + weight * x[j], bias);
}

/** Equation (4): the output of one sigmoid neuron. */
export function sigmoidNeuron(weights: number[], bias: number, x: number[]): number {
  return sigmoid(weightedInput(weights, bias, x));
}

/**
 * Equation (5): how much the output moves when the weights and the bias move a little,
 * Δoutput ≈ Σ ∂output/∂w_j Δw_j + ∂output/∂b Δb, where ∂output/∂w_j = σ'(z) x_j and ∂output/∂b = σ'(z).
 */
export function predictedChange(
  weights: number[],
  bias: number,
  x: number[],
  weightChanges: number[],
  biasChange: number,
): number {
  const slope = sigmoidPrime(weightedInput(weights, bias, x));
  return weightChanges.reduce((sum, change, j) => sum + slope * x[j] * change, slope * biasChange);
}

export function demo(): string[] {
  const lines = ["   z   step   sigmoid"];
  for (const z of [-5, -2, -1, 0, 1, 2, 5])
    lines.push(`${String(z).padStart(4)}   ${String(step(z)).padStart(4)}   ${sigmoid(z).toFixed(5)}`);

  const [weights, bias, x] = [[0.7, -1.2], 0.3, [1, 0.5]];
  const before = sigmoidNeuron(weights, bias, x);
  lines.push("", "A small change of the first weight:", " change   output moves by   equation (5) says");
  for (const change of [1, 0.1, 0.01]) {
    const moved = sigmoidNeuron([weights[0] + change, weights[1]], bias, x) - before;
    const predicted = predictedChange(weights, bias, x, [change, 0], 0);
    lines.push(
      `${String(change).padStart(7)}   ${moved.toFixed(8).padStart(15)}   ${predicted.toFixed(8).padStart(17)}`,
    );
  }
  return lines;
}
