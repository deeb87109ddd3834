import { tanh as tanhOf } from "../../arithmetic/index.ts";
import { elementwise } from "./activation.ts";

/** The hyperbolic tangent; tanh′ = 1 − tanh², tanh″ = −2 tanh tanh′. Chapter 3, equations 109–111. */
export const tanh = elementwise(
  {
    name: "tanh",
    title: "Tanh",
    formula: "(e^z − e^−z) / (e^z + e^−z)",
    source: "chapter 3, equation 110",
    range: "signed",
  },
  tanhOf,
  (_, a) => 1 - a * a,
  (_, a) => -2 * a * (1 - a * a),
);
