/** Activation functions and their slopes, as the library computes them. */
import { activations } from "nndl/functions";

export const shownNames = ["sigmoid", "tanh", "relu", "leaky-relu", "elu", "gelu", "swish"] as const;
export type ShownName = (typeof shownNames)[number];

export interface At {
  readonly value: number;
  readonly slope: number;
}

/** f(z) and f′(z). */
export function at(name: ShownName, z: number): At {
  const activation = activations[name];
  const [zs, a, one, slope] = [Float64Array.of(z), new Float64Array(1), Float64Array.of(1), new Float64Array(1)];
  activation.value(zs, a);
  activation.derivative(zs, a, one, slope);
  return { value: a[0]!, slope: slope[0]! };
}

/** σ made of tanh, equation (111). */
export function stretched(z: number): number {
  return (1 + at("tanh", z / 2).value) / 2;
}
