/** Functions of one number that figures start from, and which of them a reader's formula may be. */
import { goalFunction, inverseSigmoid } from "nndl/universality";

export type RealFunction = (x: number) => number;

export const goalText = "0.2+0.4*x^2+0.3*x*sin(15*x)+0.05*cos(50*x)";

export const examples = [
  { name: "the book’s function", text: goalText },
  "0.5 + 0.4*sin(2 pi x)",
  "0.9 - 1.6*abs(x - 0.5)",
  "0.1 + 0.8*step(x - 0.5)",
];

const places = Array.from({ length: 501 }, (_, i) => i / 500);

/** Why a figure cannot use it, in a sentence; undefined when it can. */
export function refuseUndefined(f: RealFunction): string | undefined {
  const x = places.find((place) => !Number.isFinite(f(place)));
  return x === undefined
    ? undefined
    : `It has no value at x = ${x}. The function must have one everywhere from 0 to 1.`;
}

/** As above, for what a sigmoid neuron is to output. */
export function refuseOutside(f: RealFunction): string | undefined {
  const none = refuseUndefined(f);
  if (none !== undefined) return none;
  const x = places.find((place) => f(place) <= 0 || f(place) >= 1);
  return x === undefined
    ? undefined
    : `It is ${Number(f(x).toFixed(4))} at x = ${x}, and a sigmoid neuron outputs only numbers between 0 and 1.`;
}

/** σ⁻¹∘f. */
export function inside(f: RealFunction): RealFunction {
  return (x) => inverseSigmoid(f(x));
}

export { goalFunction };
