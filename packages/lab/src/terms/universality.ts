import { places } from "./places.ts";
import type { Term } from "./term.ts";

/** The words of chapter 4. */
export const universality: readonly Term[] = [
  {
    id: "universality",
    name: "universality",
    forms: ["universal"],
    meaning: "That networks with one hidden layer can come as near as one likes to any continuous function.",
    where: places.caveats,
  },
  {
    id: "continuous",
    name: "continuous",
    meaning:
      "Of a function: without jumps. Where the input changes little enough, the value changes as little as one likes.",
    where: places.caveats,
  },
  {
    id: "step",
    name: "step function",
    meaning: "What a neuron with a very large weight computes: 0 on one side of a place s, and 1 on the other.",
    where: places.oneInput,
  },
  {
    id: "bump",
    name: "bump",
    meaning:
      "Two steps with opposite output weights, h and −h: a column of height h between two places, and 0 elsewhere.",
    where: places.oneInput,
  },
  {
    id: "tower",
    name: "tower",
    meaning: "A bump over two or more inputs: high in a box, and flat elsewhere.",
    where: places.manyInputs,
  },
  {
    id: "window-of-failure",
    name: "window of failure",
    forms: ["windows of failure"],
    meaning:
      "The narrow place around a step where a real neuron is neither on nor off, and a bump is not what it was taken for.",
    where: places.mending,
  },
  {
    id: "inverse-function",
    name: "inverse function",
    also: ["σ⁻¹"],
    forms: ["inverse"],
    tex: ["\\sigma^{-1}"],
    meaning: "The function that undoes another one: σ⁻¹ answers what has to go into σ for a given value to come out.",
    where: places.oneInput,
  },
  {
    id: "composition",
    name: "composition",
    also: ["∘"],
    tex: ["\\circ"],
    meaning: "Two functions one after the other, written with a ring: (g ∘ f)(x) is g(f(x)), first f and then g.",
    where: places.oneInput,
  },
  {
    id: "median",
    name: "median",
    meaning: "The value in the middle: half of all values lie above it and half below.",
    where: places.oneInput,
  },
  {
    id: "natural-logarithm",
    name: "natural logarithm",
    also: ["ln"],
    tex: ["\\ln"],
    meaning:
      "The function ln that undoes the exponential: ln y is the number that e has to be raised to for y to come out.",
    where: places.oneInput,
  },
  {
    id: "epsilon",
    name: "epsilon",
    also: ["ε"],
    tex: ["\\varepsilon"],
    meaning: "ε, the letter for a positive number that may be as small as anybody likes.",
    where: places.descent,
  },
];
