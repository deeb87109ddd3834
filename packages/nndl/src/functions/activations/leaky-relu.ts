import { elementwise } from "./activation.ts";

/** A rectified linear unit that lets a hundredth of what is negative through; its slope at 0 is taken as 0.01. */
export const leakyReLU = elementwise(
  {
    name: "leaky-relu",
    title: "Leaky ReLU",
    formula: "max(z, 0.01 z)",
    range: "real",
    source: "Maas, Hannun and Ng, 2013",
  },
  (z) => (z > 0 ? z : 0.01 * z),
  (z) => (z > 0 ? 1 : 0.01),
  () => 0,
);
