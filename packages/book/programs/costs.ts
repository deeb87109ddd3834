/**
 * Chapter 3's two costs. Each says what it is (`fn`) and, straight away, the output error δ = ∂C/∂z for sigmoid
 * outputs (`delta`). Chapter 1's way, ∂C/∂a first and then times σ'(z), would make the cross-entropy divide by
 * a(1 − a) and multiply by the same: at a saturated output that is 0/0, although the answer is just a − y.
 */
import { sigmoid, sigmoidPrime } from "./sigmoid.ts";

export interface Cost {
  /** As the book's saved networks write it. */
  name: string;
  /** The cost of one example: output activations a, wanted output y. */
  fn: (a: number[], y: number[]) => number;
  /** The error of the output layer. */
  delta: (z: number[], a: number[], y: number[]) => number[];
}

/** C = ½‖a − y‖². Its error has the factor σ'(z), so a badly wrong but saturated neuron hardly learns. */
export const QuadraticCost: Cost = {
  name: "QuadraticCost",
  fn: (a, y) => a.reduce((sum, aj, j) => sum + (aj - y[j]) ** 2, 0) / 2,
  delta: (z, a, y) => a.map((aj, j) => (aj - y[j]) * sigmoidPrime(z[j])),
};

/** C = −Σ [y ln a + (1 − y) ln(1 − a)] (equation 63). Its error is a − y: the more wrong, the faster it learns. */
export const CrossEntropyCost: Cost = {
  name: "CrossEntropyCost",
  fn: (a, y) => a.reduce((sum, aj, j) => sum - y[j] * log(aj) - (1 - y[j]) * log(1 - aj), 0),
  delta: (_z, a, y) => a.map((aj, j) => aj - y[j]),
};

/**
 * ∇ₐC of the cross-entropy, (a − y)/(a(1 − a)). Times σ' = a(1 − a) it is the error above. By itself it grows without
 * bounds as a neuron comes near the wrong end, just as fast as the slope there shrinks.
 */
export function crossEntropyDerivative(a: number[], y: number[]): number[] {
  return a.map((aj, j) => (aj - y[j]) / (aj * (1 - aj)));
}

/**
 * A logarithm that stops at the smallest number there is. ln 0 is −∞, and a perfectly right output would cost
 * 0·(−∞) = NaN; this way it costs 0, and a perfectly wrong one costs much (744) but not ∞, which would swallow the
 * costs of all other examples in a mean.
 */
function log(p: number): number {
  return Math.log(Math.max(p, Number.MIN_VALUE));
}

export const costs: Cost[] = [QuadraticCost, CrossEntropyCost];

export function demo(): string[] {
  const lines = ["One output that should be 0:", "    z   output  quadratic: cost  error   cross-entropy: cost  error"];
  for (const z of [-3, 0, 3, 10]) {
    const a = sigmoid(z);
    const [quadratic, crossEntropy] = costs.map((cost) => [cost.fn([a], [0]), cost.delta([z], [a], [0])[0]]);
    const show = (value: number, width: number) => value.toFixed(4).padStart(width);
    lines.push(
      `${String(z).padStart(5)}${show(a, 9)}${show(quadratic[0], 17)}${show(quadratic[1], 7)}` +
        `${show(crossEntropy[0], 22)}${show(crossEntropy[1], 7)}`,
    );
  }
  lines.push("At z = 10 the neuron is as wrong as can be: the quadratic error has vanished, the other is near 1.");
  return lines;
}
