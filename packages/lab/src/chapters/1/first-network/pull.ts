/** Who votes for an output: in a network of sigmoid layers, what each neuron before the last layer adds to it. */
import type { Weights } from "../../../training/questions.ts";

export interface Pulls {
  /** aₖ wⱼₖ of each neuron k of the layer before; of each pixel where there is no layer before. */
  readonly pulls: Float64Array;
  readonly activations: Float64Array;
  readonly bias: number;
  /** z = Σ pulls + bias, and σ(z). */
  readonly weighted: number;
  /** All outputs; the chosen one is among them. */
  readonly outputs: Float64Array;
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/**
 * How a dense sigmoid network comes to one of its outputs for an input, in float64: zⱼ = Σₖ wⱼₖ aₖ + bⱼ (equation 22).
 *
 * @param weights all parameters, as the trainer answers
 * @param output j
 */
export function pullsOf({ tensors }: Weights, input: ArrayLike<number>, output: number): Pulls {
  const layers = Object.keys(tensors).filter((name) => name.endsWith(".weights")).length;
  let before = Float64Array.from(input);
  for (let layer = 0; layer < layers - 1; layer++) before = layerOf(tensors, layer, before).map(sigmoid);
  const z = layerOf(tensors, layers - 1, before);
  const last = tensors[`layers.${layers - 1}.weights`]!;
  const row = last.values.subarray(output * before.length, (output + 1) * before.length);
  return {
    pulls: before.map((activation, k) => activation * row[k]!),
    activations: before,
    bias: tensors[`layers.${layers - 1}.biases`]!.values[output]!,
    weighted: z[output]!,
    outputs: z.map(sigmoid),
  };
}

function layerOf(tensors: Weights["tensors"], layer: number, inputs: Float64Array): Float64Array {
  const weights = tensors[`layers.${layer}.weights`]!.values;
  return Float64Array.from(tensors[`layers.${layer}.biases`]!.values, (bias, j) => {
    let sum = bias;
    for (let k = 0; k < inputs.length; k++) sum += weights[j * inputs.length + k]! * inputs[k]!;
    return sum;
  });
}

/** The strongest of them for and against, strongest first: their places. */
export function strongest(
  pulls: ArrayLike<number>,
  most: number,
): { readonly votesFor: number[]; readonly votesAgainst: number[] } {
  const order = Array.from(pulls, (_, i) => i).sort((a, b) => pulls[b]! - pulls[a]! || a - b);
  return {
    votesFor: order.filter((i) => pulls[i]! > 0).slice(0, most),
    votesAgainst: order
      .filter((i) => pulls[i]! < 0)
      .reverse()
      .slice(0, most),
  };
}
