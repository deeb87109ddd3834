import { array, finite } from "../check.ts";
import type { Network } from "../network/index.ts";
import { handmade } from "./handmade.ts";

/** One neuron: its weights, one for each input, and its bias. */
export interface StepNeuron {
  /** One for each input. */
  readonly weights: readonly number[];
  /** −w·s for a step at s. */
  readonly bias: number;
}

/** In which direction a neuron steps up, and how steeply. */
export interface StepOptions {
  /** The direction d in which the neuron steps up, one number for each input; [1] when absent: one input, to the right. */
  readonly direction?: readonly number[] | undefined;
  /** How steep it is: the weight along the direction. 1000 when absent, as in the book. */
  readonly steepness?: number | undefined;
}

/**
 * A sigmoid neuron that is nearly a step: σ(w·(d·x − s)) with a large w, so its weights are w·d and its bias is −w·s.
 * It is off where d·x is less than s, on where it is more, and ½ on the border. Within 7/w of the border it is neither.
 *
 * @param at s, the place of the step along the direction: s = −b/w
 * @throws NndlError "universality.step" for what is no finite number, a steepness that is not above 0, or no direction
 * @example stepNeuron(0.25); // {"weights": [1000], "bias": -250}
 * @example stepNeuron(0.5, { direction: [0, 1] }); // {"weights": [0, 1000], "bias": -500}
 * @see chapter 4: one input; "Many input variables": w₂ = 0 steps in x; the first problem: any direction
 */
export function stepNeuron(at: number, options: StepOptions = {}): StepNeuron {
  const code = "universality.step";
  const steepness = finite(options.steepness ?? 1000, { code, what: "a step's steepness" }, { above: 0 });
  const place = finite(at, { code, what: "the place of a step" });
  const direction = array(options.direction ?? [1], { code, what: "a step's direction" });
  finite(direction.length, { code, what: "the number of inputs of a step" }, { min: 1 });
  const weights = direction.map((d) => steepness * finite(d, { code, what: "each number of a step's direction" }));
  // Taken from 0, so that a step at 0 has the bias 0 and not −0.
  return { weights, bias: 0 - steepness * place };
}

/**
 * A network of a single step neuron.
 *
 * @throws NndlError "universality.step"
 * @example stepNetwork(0.3).parameterCount; // 2
 */
export function stepNetwork(at: number, options: StepOptions = {}): Network {
  const { weights, bias } = stepNeuron(at, options);
  return handmade(weights.length, [{ weights, biases: [bias], activation: "sigmoid" }]);
}
