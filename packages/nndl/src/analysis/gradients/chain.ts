import { array, finite, integer, knownKeys, oneOf, plainObject } from "../../check.ts";
import { NndlError, show } from "../../errors.ts";
import {
  type ActivationName,
  activationNames,
  activations,
  type CostName,
  costNames,
  costs,
} from "../../functions/index.ts";
import { dense } from "../../layers/index.ts";
import { type GivenTensor, Network, parameterName } from "../../network/index.ts";

/** A network with one neuron in each layer, as one writes it. */
export interface Chain {
  /** w of each neuron, the first one first. */
  readonly weights: readonly number[];
  /** b of each neuron. */
  readonly biases: readonly number[];
  /** What goes in; 1 when absent. */
  readonly input?: number | undefined;
  /** What should come out; 0 when absent. */
  readonly target?: number | undefined;
  /** Of all neurons; "sigmoid" when absent. */
  readonly activation?: ActivationName | undefined;
  /** "quadratic" when absent. */
  readonly cost?: CostName | undefined;
}

/** One neuron of a chain, with what it does to the gradient. */
export interface ChainNeuron {
  /** z = w a + b, a being the activation of the neuron before. */
  readonly weightedInput: number;
  /** a = σ(z). */
  readonly activation: number;
  /** σ′(z). */
  readonly slope: number;
  /** w σ′(z): what the gradient is multiplied by on its way back through this neuron. */
  readonly factor: number;
  /** ∂C/∂b = δ, the error of the neuron. */
  readonly biasGradient: number;
  /** ∂C/∂w = a δ, a being the activation of the neuron before. */
  readonly weightGradient: number;
}

/** How the gradient of a chain comes about. Plain numbers. */
export interface ChainGradient {
  readonly neurons: readonly ChainNeuron[];
  /** C. */
  readonly cost: number;
  /** ∂C/∂a of the last neuron, with which the product begins. */
  readonly costSlope: number;
}

/**
 * The gradient of a chain of single neurons as the product that it is, in float64:
 *
 * ∂C/∂b₁ = σ′(z₁) · w₂ σ′(z₂) · w₃ σ′(z₃) ⋯ w_L σ′(z_L) · ∂C/∂a_L, and so for each neuron from its own σ′ on.
 *
 * It is what backpropagation gives for {@link chainNetwork}. Where |w σ′(z)| is below 1 in most neurons, the gradient vanishes
 * towards the first; where it is above 1, it explodes.
 *
 * @throws NndlError "chain.weights", "chain.biases", "chain.input", "chain.target" for what is no finite number,
 *   "chain.activation" for one that needs several neurons, "chain.cost" for one that does not suit it, "chain.options"
 * @example
 * const { neurons, costSlope } = chainGradient({ weights: [1, 1], biases: [0, 0] });
 * neurons[0].slope * neurons[1].factor * costSlope; // is neurons[0].biasGradient …
 * @see chapter 5, equations 114 to 122
 */
export function chainGradient(chain: Chain): ChainGradient {
  const { weights, biases, input, target, activation: name, cost: costName } = checkChain(chain);
  const activation = activations[name];
  const cost = costs[costName];
  const [z, a, slope] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
  let below = input;
  const passed = weights.map((weight, l) => {
    z[0] = weight * below + biases[l];
    activation.value(z, a);
    activation.derivative(z, a, Float64Array.of(1), slope);
    const neuron = { below, weight, weightedInput: z[0], activation: a[0], slope: slope[0] };
    below = a[0];
    return neuron;
  });
  const output = { activation, z, a };
  const y = Float64Array.of(target);
  const error = new Float64Array(1);
  cost.outputError(output, y, error);
  const neurons: ChainNeuron[] = [];
  let delta = error[0];
  for (let l = passed.length - 1; l >= 0; l--) {
    const { below: before, weight, ...neuron } = passed[l];
    if (l < passed.length - 1) delta *= passed[l + 1].weight * neuron.slope;
    neurons.unshift({ ...neuron, factor: weight * neuron.slope, biasGradient: delta, weightGradient: before * delta });
  }
  return { neurons, cost: cost.value(output, y), costSlope: error[0] / passed[passed.length - 1].slope };
}

/**
 * A chain of single neurons as a network, whose weights are rounded to float32.
 *
 * @throws NndlError as {@link chainGradient}
 * @example (await chainNetwork({ weights: [1, -2], biases: [0, 1] }).predict([1])).length; // 1
 * @see chapter 5, "What's causing the vanishing gradient problem?"
 */
export function chainNetwork(chain: Chain): Network {
  const { weights, biases, activation, cost } = checkChain(chain);
  const parameters = new Map<string, GivenTensor>();
  for (const [l, weight] of weights.entries()) {
    parameters.set(parameterName(l, "weights"), { shape: [1, 1], values: [weight] });
    parameters.set(parameterName(l, "biases"), { shape: [1], values: [biases[l]] });
  }
  return Network.fromParameters({ input: [1], layers: weights.map(() => dense(1, activation)), cost }, parameters);
}

/**
 * A chain of sigmoid neurons whose gradient explodes: all weights are large, and biases are such that every z is 0, where the
 * slope is largest, 1/4. Each factor is then w/4: 25 for the book's w = 100.
 *
 * @param neurons how many; 4 when absent
 * @param weight of each; 100 when absent
 * @param input what goes in; 1 when absent
 * @throws NndlError "chain.length", "chain.weights", "chain.input"
 * @example chainGradient(explodingChain(4)).neurons[2].factor; // 25
 * @see chapter 5, "The exploding gradient problem"
 */
export function explodingChain(neurons = 4, weight = 100, input = 1): Chain {
  integer(neurons, { code: "chain.length", what: "the number of neurons" }, { min: 1, max: longest });
  finite(weight, { code: "chain.weights", what: "the weight of the neurons" });
  finite(input, { code: "chain.input", what: "the input of a chain" });
  return {
    weights: Array.from({ length: neurons }, () => weight),
    // After the first neuron what comes in is σ(0).
    biases: Array.from({ length: neurons }, (_, l) => -weight * (l === 0 ? input : 0.5)),
    input,
  };
}

/** A network may have so many layers. */
const longest = 10_000;

function checkChain(chain: unknown): { readonly [Key in keyof Chain]-?: NonNullable<Chain[Key]> } {
  const where = { code: "chain.options", what: "a chain" } as const;
  const fields = plainObject(chain, where);
  knownKeys(fields, ["weights", "biases", "input", "target", "activation", "cost"], where);
  const numbers = (name: "weights" | "biases") => {
    const code = `chain.${name}` as const;
    return Array.from(array(fields[name], { code, what: `a chain's ${name}` }), (value) =>
      finite(value, { code, what: `each of a chain's ${name}` }),
    );
  };
  const [weights, biases] = [numbers("weights"), numbers("biases")];
  integer(weights.length, { code: "chain.weights", what: "the number of a chain's weights" }, { min: 1, max: longest });
  if (biases.length !== weights.length)
    throw new NndlError("chain.biases", {
      received: `${biases.length} biases for ${weights.length} weights`,
      expected: "a chain must have a bias for each weight",
      next: "Give as many of the one as of the other.",
    });
  const activation = oneOf(fields.activation ?? "sigmoid", activationNames, {
    code: "chain.activation",
    what: "a chain's activation",
  });
  if (!activations[activation].elementwise)
    throw new NndlError("chain.activation", {
      received: show(activation),
      expected: "a chain's activation must make something of one neuron by itself",
      next: 'Use "sigmoid", or another that maps each number by itself.',
    });
  const cost = oneOf(fields.cost ?? "quadratic", costNames, { code: "chain.cost", what: "a chain's cost" });
  if (!costs[cost].outputs.includes(activation))
    throw new NndlError("chain.cost", {
      received: `${cost} after ${activation}`,
      expected: `the ${cost} cost needs an output of ${costs[cost].outputs.join(" or ")}`,
      next: 'Use "quadratic".',
    });
  return {
    ...{ weights, biases, activation, cost },
    input: finite(fields.input ?? 1, { code: "chain.input", what: "the input of a chain" }),
    target: finite(fields.target ?? 0, { code: "chain.target", what: "the target of a chain" }),
  };
}
