/** A network in standard form: every weight and bias by itself. */
import { dense, Network, parameterName } from "nndl";
import { stepNeuron } from "nndl/universality";
import { bookSteepness } from "./steps.ts";

/** A hidden neuron with one input and one output. */
export interface HiddenNeuron {
  readonly weight: number;
  readonly bias: number;
  readonly output: number;
}

export interface StandardForm {
  readonly hidden: readonly HiddenNeuron[];
  readonly outputBias: number;
}

/** Bumps side by side as the book writes them down: weights 1000, biases −1000s, output weights h and −h, output bias 0. */
export function standardForm(heights: readonly number[]): StandardForm {
  const hidden = heights.flatMap((height, k) =>
    [k / heights.length, (k + 1) / heights.length].map((at, side) => {
      const { weights, bias } = stepNeuron(at, { steepness: bookSteepness });
      return { weight: weights[0]!, bias: bias + 0, output: side === 0 ? height : 0 - height };
    }),
  );
  return { hidden, outputBias: 0 };
}

/** The ordinary network of these numbers. */
export function networkOf({ hidden, outputBias }: StandardForm): Network {
  const units = hidden.length;
  return Network.fromParameters(
    { input: [1], layers: [dense(units, "sigmoid"), dense(1, "sigmoid")], cost: "quadratic" },
    new Map([
      [parameterName(0, "weights"), { shape: [units, 1], values: hidden.map(({ weight }) => weight) }],
      [parameterName(0, "biases"), { shape: [units], values: hidden.map(({ bias }) => bias) }],
      [parameterName(1, "weights"), { shape: [1, units], values: hidden.map(({ output }) => output) }],
      [parameterName(1, "biases"), { shape: [1], values: [outputBias] }],
    ]),
  );
}
