/**
 * BP1 and BP2 without the Hadamard product (a problem of chapter 2). Put the slopes σ'(z) on the diagonal of a square
 * matrix Σ'(z), zeros elsewhere; multiplying by that matrix is multiplying number by number. The error of any layer is
 * then a single product of matrices (equation 35), which shows at a glance what chapter 5 worries about:
 *
 *     δˡ = Σ'(zˡ) (wˡ⁺¹)ᵀ Σ'(zˡ⁺¹) (wˡ⁺²)ᵀ … Σ'(zᴸ) ∇ₐC
 */
import { backprop, feedforward, type Net, quadraticCostDerivative, randomNet } from "./backprop.ts";
import { check } from "./check.ts";
import { transpose } from "./matrix-backprop.ts";
import { Random } from "./random.ts";

/** A square matrix with these numbers on its diagonal. */
export function diagonal(values: number[]): number[][] {
  return values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
}

/** Matrix times vector. */
export function times(matrix: number[][], vector: number[]): number[] {
  return matrix.map((row) => row.reduce((sum, value, k) => sum + value * vector[k], 0));
}

/** Equation (35): the error of weight layer l, for the quadratic cost. */
export function errorByMatrices(net: Net, x: number[], y: number[], l: number): number[] {
  check(net.biases[l] !== undefined, `the network has no layer ${l}`);
  const { zs, activations } = feedforward(net, x);
  const sigmaPrime = zs.map((layer, m) => diagonal(layer.map((z, j) => net.neurons[m][j].prime(z))));
  const last = zs.length - 1;
  // Equation (33), and then (34) for each layer on the way down to l.
  let delta = times(sigmaPrime[last], quadraticCostDerivative(activations[last + 1], y));
  for (let m = last - 1; m >= l; m--) delta = times(sigmaPrime[m], times(transpose(net.weights[m + 1]), delta));
  return delta;
}

export function demo(): string[] {
  const net = randomNet([3, 4, 3, 2], new Random(5));
  const [x, y] = [
    [0.2, 0.5, 0.8],
    [1, 0],
  ];
  const { nablaB } = backprop(net, x, y);
  const show = (values: number[]) => values.map((value) => value.toFixed(8).padStart(11)).join(" ");
  return nablaB.flatMap((delta, l) => [
    `layer ${l + 1}, equation (35): ${show(errorByMatrices(net, x, y, l))}`,
    `         BP1 and BP2:   ${show(delta)}`,
  ]);
}
