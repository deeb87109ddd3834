import { elementwise } from "./activation.ts";
import { logistic } from "./sigmoid.ts";

/** Swish, also called SiLU: z σ(z). It falls below z = −1.28, so that its slope, σ + z σ(1 − σ), cannot be told from its value. */
export const swish = elementwise(
  {
    name: "swish",
    title: "Swish",
    formula: "z / (1 + e^−z)",
    range: "real",
    least: -0.2784645427610738,
    rises: false,
    slopeFrom: "z",
    source: "Ramachandran, Zoph and Le, 2017",
  },
  (z) => z * logistic(z),
  (z) => {
    const s = logistic(z);
    return s + z * s * (1 - s);
  },
  (z) => {
    const s = logistic(z);
    return s * (1 - s) * (2 + z * (1 - 2 * s));
  },
);
