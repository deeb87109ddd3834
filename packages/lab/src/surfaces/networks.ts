/** Networks from step neurons, for the figures in which a reader sets each number by hand. */
import { dense, Network, parameterName } from "nndl";
import type { StepNeuron } from "nndl/universality";

/** One sigmoid neuron of the given weights, any numbers. */
export function neuron(weights: readonly number[], bias: number): Network {
  return Network.fromParameters(
    { input: [weights.length], layers: [dense(1, "sigmoid")], cost: "quadratic" },
    new Map([
      [parameterName(0, "weights"), { shape: [1, weights.length], values: weights }],
      [parameterName(0, "biases"), { shape: [1], values: [bias] }],
    ]),
  );
}

/** A weighted sum of step neurons: their outputs times these weights, added up by a linear neuron without a bias. */
export function sumOfSteps(steps: readonly StepNeuron[], weights: readonly number[]): Network {
  const inputs = steps[0]!.weights.length;
  return Network.fromParameters(
    { input: [inputs], layers: [dense(steps.length, "sigmoid"), dense(1, "linear")], cost: "quadratic" },
    new Map([
      [
        parameterName(0, "weights"),
        { shape: [steps.length, inputs], values: steps.flatMap((step) => [...step.weights]) },
      ],
      [parameterName(0, "biases"), { shape: [steps.length], values: steps.map(({ bias }) => bias) }],
      [parameterName(1, "weights"), { shape: [1, steps.length], values: weights }],
      [parameterName(1, "biases"), { shape: [1], values: [0] }],
    ]),
  );
}
