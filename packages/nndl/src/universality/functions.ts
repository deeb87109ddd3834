/** The functions of one number that chapter 4 speaks of. */

import { cos, exp, log, sin } from "../arithmetic/elementary.ts";
import { finite } from "../check.ts";
import { NndlError, show } from "../errors.ts";

/**
 * The chapter's goal, f(x) = 0.2 + 0.4x² + 0.3x sin(15x) + 0.05 cos(50x); on [0, 1] it lies between 0.095 and 0.853.
 *
 * @see chapter 4, equation 113; a later sentence of the book drops the x of 0.3x sin(15x), its figures do not
 */
export function goalFunction(x: number): number {
  return 0.2 + 0.4 * x * x + 0.3 * x * sin(15 * x) + 0.05 * cos(50 * x);
}

/**
 * The sigmoid's inverse, σ⁻¹(y) = ln(y / (1 − y)): what the weighted input of an output neuron must be for its output to
 * be y.
 *
 * @param y above 0 and below 1
 * @throws NndlError "universality.range" for any other number: no sigmoid neuron outputs it
 * @example inverseSigmoid(0.5); // 0
 * @see chapter 4, "Universality with one input and one output"
 */
export function inverseSigmoid(y: number): number {
  const next = 'Scale the function into the interval from 0 to 1, or choose the output "linear".';
  finite(y, { code: "universality.range", what: "the output of a sigmoid neuron", next }, { above: 0, below: 1 });
  return log(y / (1 - y));
}

/**
 * An activation that is no sigmoid and yet universal, s(z) = σ(z) + 0.2 sin(10z) e^−|z|: it has two different limits, at
 * −∞ and at +∞, so a large weight makes a step of it, too.
 *
 * @see chapter 4, "Extension beyond sigmoid neurons"
 */
export function wobblySigmoid(z: number): number {
  return 1 / (1 + exp(-z)) + 0.2 * sin(10 * z) * exp(-Math.abs(z));
}

/** What a construction approximates must be something that can be called. */
export function checkFunction(f: unknown): void {
  if (typeof f !== "function")
    throw new NndlError("universality.function", {
      received: show(f),
      expected: "what to approximate must be a function",
      next: "Give a function of numbers, such as (x) => x * x.",
    });
}
