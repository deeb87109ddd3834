import { tanh } from "../../arithmetic/elementary.ts";
import { finite } from "../../check.ts";
import { dense } from "../../layers/index.ts";
import { type GivenTensor, Network } from "../../network/index.ts";

/** Two neurons that hand a number from 0 to 1 on nearly as it is. */
export interface IdentityNeuron {
  /** w₁ and b of the sigmoid neuron: the input lies about its middle, where it is almost straight. */
  readonly weight: number;
  readonly bias: number;
  /** w₂, after it. */
  readonly outputWeight: number;
  /** What comes out besides the input: 2/w₁ − ½. The next neuron's bias takes it away. */
  readonly constant: number;
  /** How far w₂ σ(w₁x + b) − constant is from x at most, for x from 0 to 1. */
  readonly maxError: number;
  /** σ(w₁x + b), then w₂ a − constant: one input, one output. */
  readonly network: Network;
}

/**
 * A sigmoid neuron that does nearly nothing: w₂ σ(w₁x + b) ≈ x + constant for x from 0 to 1, with b = −w₁/2 and w₂ = 4/w₁. The
 * smaller w₁, the straighter; the error is at most |½ − (2/w₁) tanh(w₁/4)|, about w₁²/96, at both ends.
 *
 * So a network can hand a number through a layer, if its weights are found.
 *
 * @param weight w₁, from above 0 to 100
 * @throws NndlError "chain.weights"
 * @example identityNeuron(0.1).maxError < 2e-4; // true
 * @see chapter 5, the problem on the identity neuron
 */
export function identityNeuron(weight: number): IdentityNeuron {
  finite(weight, { code: "chain.weights", what: "the weight of an identity neuron" }, { above: 0, max: 100 });
  const numbers = { weight, bias: -weight / 2, outputWeight: 4 / weight, constant: 2 / weight - 0.5 };
  return {
    ...numbers,
    maxError: Math.abs(0.5 - (2 / weight) * tanh(weight / 4)),
    network: Network.fromParameters(
      { input: [1], layers: [dense(1, "sigmoid"), dense(1, "linear")] },
      new Map<string, GivenTensor>([
        ["layers.0.weights", { shape: [1, 1], values: [numbers.weight] }],
        ["layers.0.biases", { shape: [1], values: [numbers.bias] }],
        ["layers.1.weights", { shape: [1, 1], values: [numbers.outputWeight] }],
        ["layers.1.biases", { shape: [1], values: [-numbers.constant] }],
      ]),
    ),
  };
}
