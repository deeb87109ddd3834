/** Activations of which one asks: does a large weight make a step of it? */
import { wobblySigmoid } from "nndl/universality";
import { sigmoid } from "./neuron.ts";

export type ActivationChoice = "wobbly" | "sigmoid" | "tanh" | "relu" | "linear" | "hill";

export interface Activation {
  readonly name: string;
  readonly formula: string;
  readonly of: (z: number) => number;
  /** As z goes to −∞ and to +∞; undefined where it has no limit. */
  readonly limits: readonly [left: number | undefined, right: number | undefined];
}

export const choices: Readonly<Record<ActivationChoice, Activation>> = {
  wobbly: { name: "wriggle", formula: "σ(z) + 0.2 sin(10z) e^−|z|", of: wobblySigmoid, limits: [0, 1] },
  sigmoid: { name: "σ", formula: "1 / (1 + e^−z)", of: sigmoid, limits: [0, 1] },
  tanh: { name: "tanh", formula: "tanh z", of: Math.tanh, limits: [-1, 1] },
  relu: { name: "ReLU", formula: "max(0, z)", of: (z) => Math.max(0, z), limits: [0, undefined] },
  linear: { name: "linear", formula: "z", of: (z) => z, limits: [undefined, undefined] },
  hill: { name: "hill", formula: "e^(−z²)", of: (z) => Math.exp(-z * z), limits: [0, 0] },
};

/** Whether the book's argument applies, and why. */
export function verdict({ limits: [left, right] }: Activation): { readonly steps: boolean; readonly why: string } {
  if (left === undefined && right === undefined)
    return { steps: false, why: "It has no limit on either side, so no weight makes a step of it." };
  if (left === undefined || right === undefined)
    return {
      steps: false,
      why: "It has a limit on one side only: a large weight makes a steep slope of it, and no step.",
    };
  if (left === right) return { steps: false, why: "Its two limits are equal: a large weight leaves only a spike." };
  const sign = (value: number) => String(value).replace("-", "−");
  return {
    steps: true,
    why: `Its limits, ${sign(left)} and ${sign(right)}, are different: a large weight makes a step of it.`,
  };
}
