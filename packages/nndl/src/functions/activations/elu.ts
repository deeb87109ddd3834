import { expm1 } from "../../arithmetic/index.ts";
import { elementwise } from "./activation.ts";

/** The exponential linear unit with α = 1: as ReLU above 0, and falling smoothly to −1 below; f′ = f″ = a + 1 there. */
export const elu = elementwise(
  {
    name: "elu",
    title: "ELU",
    formula: "z above 0, e^z − 1 below",
    range: "real",
    least: -1,
    source: "Clevert, Unterthiner and Hochreiter, 2015",
  },
  (z) => (z > 0 ? z : expm1(z)),
  (z, a) => (z > 0 ? 1 : a + 1),
  (z, a) => (z > 0 ? 0 : a + 1),
);
