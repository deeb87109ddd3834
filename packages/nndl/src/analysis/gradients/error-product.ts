import { Dataset } from "../../data/index.ts";
import { parametersOf } from "../../engines/reference/arrays.ts";
import { forward } from "../../engines/reference/pass.ts";
import { checkData, checkInputs } from "../../engines/session-checks.ts";
import { checkFiniteWeights } from "../../engines/work.ts";
import { NndlError } from "../../errors.ts";
import { activations, costs } from "../../functions/index.ts";
import { activationOf, type Shape, sizeOf } from "../../layers/index.ts";
import { checkNetwork, type Network } from "../../network/index.ts";
import { stream } from "../../random/index.ts";

/** The errors of a network's layers as a product of matrices, for one example. */
export interface ErrorProduct {
  /** One matrix for each hidden layer, the first one first. */
  readonly factors: readonly ErrorFactor[];
  /** δˡ = ∂C/∂zˡ of each layer, the first one first; the last is where the product begins, ∂C/∂z of the outputs. */
  readonly errors: readonly Float64Array[];
}

/** The matrix Σ′(zˡ) (wˡ⁺¹)ᵀ, which takes the error of the next layer to that of this one. */
export interface ErrorFactor {
  /** The place of the layer in the network, from 0. */
  readonly index: number;
  /** [units of this layer, units of the next]. */
  readonly shape: Shape;
  /** In row-major order: σ′(z_j) w_kj at row j and column k. */
  readonly values: Float64Array;
  /** How many times as long an error can become at most on its way through: the largest singular value. */
  readonly norm: number;
}

/**
 * Backpropagation through dense layers as the product that it is, for one example, in float64:
 *
 * δˡ = Σ′(zˡ) (wˡ⁺¹)ᵀ Σ′(zˡ⁺¹) (wˡ⁺²)ᵀ ⋯ (wᴸ)ᵀ δᴸ, with the slopes σ′(z) on the diagonal of Σ′(z), and δᴸ = Σ′(zᴸ) ∇ₐC.
 *
 * The norm of each factor is the general form of |w σ′(z)| in {@link chainGradient}: what is below 1 makes every error shorter.
 *
 * @param input as many numbers as the network has inputs
 * @param target as many as it has outputs
 * @throws NndlError "chain.layers" for a network with other layers than dense ones, or with a hidden softmax; "network.instance",
 *   "network.parameters", "data.shape", "data.inputs", "data.targets", "dataset.…" for numbers that do not fit
 * @example
 * const { factors, errors } = errorProduct(net, digits.test.input(0), digits.test.target(0));
 * [factors.length, errors[0].length]; // [0,10]
 * @see chapter 5, equation 124
 */
export function errorProduct(network: Network, input: ArrayLike<number>, target: ArrayLike<number>): ErrorProduct {
  checkNetwork(network);
  const last = network.layers.length - 1;
  for (const { index, spec } of network.layers)
    if (spec.type !== "dense" || (index < last && !activations[activationOf(spec)].elementwise))
      throw new NndlError("chain.layers", {
        received: spec.type === "dense" ? `a hidden ${spec.activation}` : `a layer of type ${spec.type}`,
        expected: `layer ${index + 1} must be dense, with an activation that maps each number by itself`,
        next: "Use gradientFlow, which takes any network.",
      });
  checkFiniteWeights(network);
  const inputs = Float32Array.from(input);
  if (checkInputs(network, inputs) !== 1)
    throw new NndlError("data.shape", {
      received: `${inputs.length} numbers`,
      expected: `errorProduct takes one input of ${network.inputSize} numbers`,
      next: "Ask for one input at a time.",
    });
  const values = Float32Array.from(target);
  checkData(
    network,
    new Dataset({ shape: [inputs.length], features: inputs, targets: { kind: "values", values, size: values.length } }),
  );

  const parameters = parametersOf(network);
  const states = forward(network, parameters, Float64Array.from(inputs), { count: 1, training: false, step: 0 });
  const outputs = { activation: activations[activationOf(network.layers[last].spec)], ...states[last] };
  let error: Float64Array = new Float64Array(network.outputSize);
  costs[network.spec.cost].outputError(outputs, Float64Array.from(values), error);
  const errors = [error];
  const factors: ErrorFactor[] = [];
  for (let l = last - 1; l >= 0; l--) {
    const [rows, columns] = [sizeOf(network.layers[l].output), error.length];
    const slopes = new Float64Array(rows);
    const ones = new Float64Array(rows).fill(1);
    activations[activationOf(network.layers[l].spec)].derivative(states[l].z, states[l].a, ones, slopes);
    const weights = parameters[l + 1].weights;
    const matrix = Float64Array.from(
      { length: rows * columns },
      (_, i) => slopes[Math.floor(i / columns)] * weights[(i % columns) * rows + Math.floor(i / columns)],
    );
    error = times(matrix, error);
    errors.unshift(error);
    factors.unshift({ index: l, shape: [rows, columns], values: matrix, norm: largestSingularValue(matrix, columns) });
  }
  return { factors, errors };
}

/** M v */
function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  return Float64Array.from({ length: matrix.length / vector.length }, (_, row) => {
    let sum = 0;
    for (let k = 0; k < vector.length; k++) sum += matrix[row * vector.length + k] * vector[k];
    return sum;
  });
}

/** By the power method on MᵀM, which turns any vector towards the one that M makes longest. */
function largestSingularValue(matrix: Float64Array, columns: number): number {
  const rows = matrix.length / columns;
  if (matrix.every((value) => value === 0)) return 0;
  // At random, and so at right angles to nothing that matters.
  const chance = stream(0, "error product");
  let v = Float64Array.from({ length: columns }, () => chance.gaussian());
  let found = 0;
  for (let turn = 0; turn < mostTurns; turn++) {
    const length = Math.hypot(...v);
    const image = times(
      matrix,
      v.map((value) => value / length),
    );
    const before = found;
    found = Math.hypot(...image);
    if (Math.abs(found - before) <= 1e-13 * found) break;
    v = new Float64Array(columns);
    for (let row = 0; row < rows; row++)
      for (let k = 0; k < columns; k++) v[k] += matrix[row * columns + k] * image[row];
  }
  return found;
}

/** Where two singular values are almost equal the direction turns slowly, but the length is right long before. */
const mostTurns = 10_000;
