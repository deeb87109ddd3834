/** What small changes of weights and biases do to a network's output, and what equation (5) foretells. */
import { backprop, feedforward, type Net, sigmoidUnit } from "@nndl/book/programs/backprop";
import { perceptronOutput } from "@nndl/book/programs/scaling";

/** Weights and biases of a network with one output; weights[l][j][k] goes to neuron j of layer l + 1 from neuron k of layer l. */
export type Numbers = Pick<Net, "weights" | "biases">;

/** One of them: a weight, or the bias of a neuron when `from` is absent. */
export interface Parameter {
  readonly name: string;
  readonly layer: number;
  readonly to: number;
  readonly from?: number;
}

/** What is foretold, and what happens. */
export interface Forecast {
  readonly before: number;
  readonly after: number;
  /** Σ ∂output/∂w Δw + ∂output/∂b Δb. */
  readonly foretold: number;
  /** The derivative for each parameter. */
  readonly slopes: readonly number[];
  /** What perceptrons with these weights say, before and after. */
  readonly perceptrons: readonly [before: number, after: number];
}

const superscript = (n: number) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[n]!;
const subscript = (n: number) => "₀₁₂₃₄₅₆₇₈₉"[n]!;

/** The network's parameters by name: w₁, w₂ and b of one neuron; w²₁₃ and b²₁ (of layer 2, counted from the input's 1) otherwise. */
export function parametersOf({ weights }: Numbers): Parameter[] {
  const single = weights.length === 1 && weights[0]!.length === 1;
  return weights.flatMap((rows, layer) =>
    rows.flatMap((row, to) => {
      const at = single ? "" : superscript(layer + 2);
      const j = single ? "" : subscript(to + 1);
      const own: Parameter[] = row.map((_, from) => ({ name: `w${at}${j}${subscript(from + 1)}`, layer, to, from }));
      return [...own, { name: `b${at}${j}`, layer, to }];
    }),
  );
}

/** The weight or bias itself. */
export function numberAt({ weights, biases }: Numbers, { layer, to, from }: Parameter): number {
  return from === undefined ? biases[layer]![to]! : weights[layer]![to]![from]!;
}

/** The network with each parameter moved by its change. */
export function changed(numbers: Numbers, parameters: readonly Parameter[], changes: readonly number[]): Numbers {
  const copy = structuredClone({ weights: numbers.weights, biases: numbers.biases });
  for (const [i, { layer, to, from }] of parameters.entries())
    if (from === undefined) copy.biases[layer]![to]! += changes[i]!;
    else copy.weights[layer]![to]![from]! += changes[i]!;
  return copy;
}

/** The output of sigmoid neurons, or of perceptrons, with these numbers. */
export function outputOf(numbers: Numbers, x: readonly number[], kind: "sigmoid" | "perceptron"): number {
  const unit = kind === "sigmoid" ? sigmoidUnit : { f: perceptronOutput, prime: () => 0 };
  const neurons = numbers.biases.map((layer) => layer.map(() => unit));
  return feedforward({ ...numbers, neurons }, [...x]).activations.at(-1)![0]!;
}

/** Equation (5) beside the truth. The derivatives come from backpropagation, with a cost that is the output itself. */
export function forecast(numbers: Numbers, x: readonly number[], changes: readonly number[]): Forecast {
  const parameters = parametersOf(numbers);
  const neurons = numbers.biases.map((layer) => layer.map(() => sigmoidUnit));
  const { nablaW, nablaB } = backprop({ ...numbers, neurons }, [...x], [0], () => [1]);
  const slopes = parameters.map((parameter) => numberAt({ weights: nablaW, biases: nablaB }, parameter));
  const moved = changed(numbers, parameters, changes);
  return {
    before: outputOf(numbers, x, "sigmoid"),
    after: outputOf(moved, x, "sigmoid"),
    foretold: slopes.reduce((sum, slope, i) => sum + slope * changes[i]!, 0),
    slopes,
    perceptrons: [outputOf(numbers, x, "perceptron"), outputOf(moved, x, "perceptron")],
  };
}
