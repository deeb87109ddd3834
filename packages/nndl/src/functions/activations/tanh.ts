import { elementwise } from "./activation.ts";

/** The hyperbolic tangent; tanh′ = 1 − tanh². Chapter 3, equations 109–111. */
export const tanh = elementwise(
  {
    name: "tanh",
    title: "Tanh",
    formula: "(e^z − e^−z) / (e^z + e^−z)",
    source: "chapter 3, equation 110",
    range: "signed",
  },
  Math.tanh,
  (_, a) => 1 - a * a,
);
