/** One neuron with one input: its output σ(wx + b), and how it is moved by taking hold of its curve. */
import { settle } from "../../../controls/number.ts";

export interface Neuron {
  readonly weight: number;
  readonly bias: number;
}

export const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** The limits of the book's weights and biases. */
export const limits = { min: -999, max: 999 } as const;

const within = (value: number, step: number) => settle(value, { ...limits, step });

/** s = −b/w, the place where the output is one half; undefined without a weight. */
export function stepPlace({ weight, bias }: Neuron): number | undefined {
  return weight === 0 ? undefined : 0 - bias / weight;
}

/** The bias with which the curve goes through a point; the weight stays. */
export function biasThrough(weight: number, x: number, y: number): number {
  const inside = Math.min(0.98, Math.max(0.02, y));
  return within(Math.log(inside / (1 - inside)) - weight * x, 0.01);
}

/** Where the weighted input is 2, and the output 0.88: the further from the middle, the gentler the curve. */
export const shoulderInput = 2;

/** The neuron with its middle where it is and its shoulder at x. */
export function withShoulder(neuron: Neuron, x: number): Neuron {
  const middle = stepPlace(neuron);
  if (middle === undefined) return neuron;
  const distance = x - middle;
  const least = shoulderInput / limits.max;
  const weight = within(
    shoulderInput / (Math.abs(distance) < least ? Math.sign(distance) * least || least : distance),
    0.1,
  );
  return weight === 0 ? neuron : { weight, bias: within(0 - weight * middle, 0.01) };
}
