/** The equations of a layer as matrices: with a diagonal matrix for the slopes, and for a whole mini-batch at once. */
import { backprop, feedforward, hadamard, type Net, quadraticCostDerivative } from "@nndl/book/programs/backprop";
import { diagonal, errorByMatrices, times } from "@nndl/book/programs/diagonal-form";
import { type Matrix, multiply, transpose } from "@nndl/book/programs/matrix-backprop";
import { Random } from "@nndl/book/programs/random";

/** A matrix with its name, as a row of pictures shows it. */
export interface Named {
  readonly name: string;
  readonly values: Matrix;
  /** What stands before it. */
  readonly before?: string;
}

const column = (values: readonly number[]): Matrix => values.map((value) => [value]);

/** BP2 for layer 2: the blame, number by number times the slopes. */
export function byNumbers(net: Net, x: number[], y: number[]): Named[] {
  const { blame, slopes } = layerTwo(net, x, y);
  return [
    { name: "(w³)ᵀ δ³", values: column(blame) },
    { name: "σ′(z²)", values: column(slopes), before: "⊙" },
    { name: "δ²", values: column(hadamard(blame, slopes)), before: "=" },
  ];
}

/** Equation (35) for layer 2: nothing but products of matrices. */
export function byDiagonals(net: Net, x: number[], y: number[]): Named[] {
  const { zs, activations } = feedforward(net, x);
  const slopesAt = (l: number) => diagonal(zs[l]!.map((z, j) => net.neurons[l]![j]!.prime(z)));
  return [
    { name: "Σ′(z²)", values: slopesAt(0) },
    { name: "(w³)ᵀ", values: transpose(net.weights[1]!), before: "·" },
    { name: "Σ′(z³)", values: slopesAt(1), before: "·" },
    { name: "∇ₐC", values: column(quadraticCostDerivative(activations[2]!, y)), before: "·" },
    { name: "δ²", values: column(errorByMatrices(net, x, y, 0)), before: "=" },
  ];
}

function layerTwo(net: Net, x: number[], y: number[]) {
  const { zs } = feedforward(net, x);
  const { nablaB } = backprop(net, x, y);
  return {
    // The transposed weights take the errors back.
    blame: times(transpose(net.weights[1]!), nablaB[1]!),
    slopes: zs[0]!.map((z, j) => net.neurons[0]![j]!.prime(z)),
  };
}

/** So many examples for the network, of one decimal. */
export function examplesFor(sizes: readonly number[], count: number): readonly (readonly [x: number[], y: number[]])[] {
  const random = new Random(7);
  return Array.from({ length: count }, (_, i) => [
    Array.from({ length: sizes[0]! }, () => Number(random.uniform().toFixed(1))),
    Array.from({ length: sizes.at(-1)! }, (_, j) => (j === i % sizes.at(-1)! ? 1 : 0)),
  ]);
}

export interface MiniBatch {
  /** Z² = w² X + b², and σ of it. */
  readonly forward: readonly Named[];
  /** The errors of the examples, side by side, times what came in: the sum of all gradients. */
  readonly gradient: readonly Named[];
  /** The same sum, one example after another. */
  readonly summed: Matrix;
}

export function miniBatch(net: Net, examples: readonly (readonly [number[], number[]])[]): MiniBatch {
  const X = transpose(examples.map(([x]) => x));
  const passes = examples.map(([x]) => feedforward(net, x));
  const gradients = examples.map(([x, y]) => backprop(net, x, y));
  const product = multiply(net.weights[0]!, X);
  const Delta = transpose(gradients.map(({ nablaB }) => nablaB[0]!));
  const summed = net.weights[0]!.map((row, j) =>
    row.map((_, k) => gradients.reduce((sum, { nablaW }) => sum + nablaW[0]![j]![k]!, 0)),
  );
  return {
    forward: [
      { name: "w²", values: net.weights[0]! },
      { name: "X", values: X, before: "·" },
      // The same bias in every column.
      { name: "b² in each column", values: net.biases[0]!.map((b) => examples.map(() => b)), before: "+" },
      { name: "Z²", values: product.map((row, j) => row.map((z) => z + net.biases[0]![j]!)), before: "=" },
      { name: "A² = σ(Z²)", values: transpose(passes.map(({ activations }) => activations[1]!)), before: "→" },
    ],
    gradient: [
      { name: "Δ²", values: Delta },
      { name: "Xᵀ", values: transpose(X), before: "·" },
      { name: "the sum of all ∂C/∂w²", values: multiply(Delta, transpose(X)), before: "=" },
    ],
    summed,
  };
}
