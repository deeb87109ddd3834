/**
 * From perceptrons to sigmoid neurons and back (two exercises of chapter 1).
 *
 * Multiply every weight and bias by the same c > 0. A network of perceptrons does not notice: only the sign of
 * w·x + b decides. A network of sigmoid neurons gets sharper corners, and as c grows it turns into the network of
 * perceptrons, unless some w·x + b is exactly 0: there σ stays at ½ for every c, while the perceptron says 0.
 */
import { check } from "./check.ts";
import { sigmoid } from "./sigmoid.ts";

/** weights[l][j][k] goes to neuron j of layer l + 1 from neuron k of layer l, as in all the programs here. */
export interface WeightsAndBiases {
  weights: number[][][];
  biases: number[][];
}

/** The network's output, for any kind of neuron. */
export function feedforward({ weights, biases }: WeightsAndBiases, x: number[], neuron: (z: number) => number) {
  let a = x;
  for (let l = 0; l < weights.length; l++)
    a = weights[l].map((row, j) => neuron(row.reduce((sum, w, k) => sum + w * a[k], biases[l][j])));
  return a;
}

/** What a perceptron makes of its z (equation 2). */
export function perceptronOutput(z: number): number {
  return z > 0 ? 1 : 0;
}

/** The network with every weight and bias multiplied by c. */
export function scale({ weights, biases }: WeightsAndBiases, c: number): WeightsAndBiases {
  check(c > 0 && Number.isFinite(c), `the scale c must be a number above 0; received ${c}`);
  return {
    weights: weights.map((layer) => layer.map((row) => row.map((w) => c * w))),
    biases: biases.map((layer) => layer.map((b) => c * b)),
  };
}

export function demo(): string[] {
  // Exclusive or: the hidden neurons are OR and NAND, the output is AND.
  const xor = {
    weights: [
      [
        [2, 2],
        [-2, -2],
      ],
      [[2, 2]],
    ],
    biases: [[-1, 3], [-3]],
  };
  const lines = ["x1 x2  perceptrons  sigmoid c=1    c=10   c=100"];
  for (const x of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]) {
    const [sharp] = feedforward(scale(xor, 100), x, perceptronOutput);
    const smooth = [1, 10, 100].map((c) => feedforward(scale(xor, c), x, sigmoid)[0].toFixed(4));
    lines.push(
      ` ${x[0]}  ${x[1]}  ${String(sharp).padStart(11)}  ${smooth[0].padStart(11)}  ${smooth[1]}  ${smooth[2]}`,
    );
  }
  const undecided = { weights: [[[1]]], biases: [[-1]] };
  const halves = [1, 10, 100].map((c) => feedforward(scale(undecided, c), [1], sigmoid)[0]);
  lines.push(`Where w·x + b = 0: perceptron 0, sigmoid ${halves.join(", ")}: no c helps.`);
  return lines;
}
