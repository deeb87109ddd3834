import { exp } from "../../arithmetic/index.ts";
import { elementwise } from "./activation.ts";

/** σ(z) = 1 / (1 + e^−z), written so that e never overflows. */
export function logistic(z: number): number {
  const e = exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/** The sigmoid, σ(z) = 1 / (1 + e^−z); σ′ = σ(1 − σ), σ″ = σ′(1 − 2σ). Chapter 1, equation 3. */
export const sigmoid = elementwise(
  {
    name: "sigmoid",
    title: "Sigmoid",
    formula: "1 / (1 + e^−z)",
    source: "chapter 1, equation 3",
    range: "probability",
  },
  logistic,
  (_, a) => a * (1 - a),
  (_, a) => a * (1 - a) * (1 - 2 * a),
);
