/**
 * Backpropagation for a whole mini-batch at once (a problem of chapter 2). The examples become the columns of a matrix
 * X = [x₁ x₂ … xₘ], and each equation keeps its form with matrices in place of vectors. A library for linear algebra
 * is much faster at one large product than at many small ones; here, in plain loops, the point is that the gradient
 * is the same.
 */
import { asTraining, type TrainingPair, tinyDigits } from "./examples.ts";
import type { Gradient } from "./layer.ts";
import { Network } from "./network.ts";
import { Random } from "./random.ts";
import { sigmoid, sigmoidPrime } from "./sigmoid.ts";

/** A list of rows. */
export type Matrix = number[][];

export function transpose(matrix: Matrix): Matrix {
  return matrix[0].map((_, column) => matrix.map((row) => row[column]));
}

export function multiply(left: Matrix, right: Matrix): Matrix {
  return left.map((row) =>
    right[0].map((_, column) => row.reduce((sum, value, k) => sum + value * right[k][column], 0)),
  );
}

/** A matrix of the same shape, each number made from the numbers in that place of two others. */
function combine(one: Matrix, other: Matrix, f: (a: number, b: number) => number): Matrix {
  return one.map((row, i) => row.map((value, j) => f(value, other[i][j])));
}

/** The sum of the gradients of all examples in the mini-batch (quadratic cost). */
export function backpropMatrix(net: Network, miniBatch: TrainingPair[]): Gradient {
  const X = transpose(miniBatch.map(([x]) => x));
  const Y = transpose(miniBatch.map(([, y]) => y));
  // Forward: Z = wA + b, the same bias added in every column.
  const Zs: Matrix[] = [];
  const As = [X];
  for (let l = 0; l < net.weights.length; l++) {
    Zs.push(multiply(net.weights[l], As[l]).map((row, j) => row.map((z) => z + net.biases[l][j])));
    As.push(Zs[l].map((row) => row.map(sigmoid)));
  }
  // Back: a column of Delta is the error of one example.
  const last = Zs.length - 1;
  const slopes = combine(As[last + 1], Y, (a, y) => a - y);
  let Delta = combine(slopes, Zs[last], (slope, z) => slope * sigmoidPrime(z)); // BP1
  const nablaB: number[][] = [];
  const nablaW: Matrix[] = [];
  for (let l = last; l >= 0; l--) {
    nablaB[l] = Delta.map((row) => row.reduce((sum, error) => sum + error, 0)); // BP3, summed over the columns
    nablaW[l] = multiply(Delta, transpose(As[l])); // BP4: the product of matrices does the sum
    if (l > 0) {
      const blame = multiply(transpose(net.weights[l]), Delta);
      Delta = combine(blame, Zs[l - 1], (error, z) => error * sigmoidPrime(z)); // BP2
    }
  }
  return { nablaB, nablaW };
}

/** Chapter 1's network with its loop over the examples of a mini-batch replaced. */
export class MatrixNetwork extends Network {
  override updateMiniBatch(miniBatch: TrainingPair[], eta: number): void {
    const { nablaB, nablaW } = backpropMatrix(this, miniBatch);
    const rate = eta / miniBatch.length;
    this.biases = combine(this.biases, nablaB, (b, slope) => b - rate * slope);
    this.weights = this.weights.map((layer, l) => combine(layer, nablaW[l], (w, slope) => w - rate * slope));
  }
}

export function demo(): string[] {
  const trainingData = asTraining(tinyDigits(300, new Random(1)));
  const testData = tinyDigits(200, new Random(2));
  const lines = ["Two networks from the same seed, learning the same digits in the same order:"];
  for (const [name, net] of [
    ["example by example", new Network([15, 12, 10], new Random(6))],
    ["a matrix at a time", new MatrixNetwork([15, 12, 10], new Random(6))],
  ] as const) {
    net.sgd(trainingData, 5, 10, 3.0);
    const weight = net.weights[0][0][0].toFixed(12);
    lines.push(`  ${name}: ${net.evaluate(testData)} / ${testData.length}, first weight ${weight}`);
  }
  return lines;
}
