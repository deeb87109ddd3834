import { places } from "./places.ts";
import type { Term } from "./term.ts";

/** The words of chapter 2. */
export const backpropagation: readonly Term[] = [
  {
    id: "hadamard-product",
    name: "Hadamard product",
    also: ["⊙"],
    tex: ["\\odot"],
    meaning: "s ⊙ t, two vectors multiplied number by number: (1, 2) ⊙ (3, 4) = (3, 8).",
    where: places.twoAssumptions,
  },
  {
    id: "error",
    name: "error of a neuron",
    also: ["δ"],
    tex: ["\\delta"],
    meaning:
      "δ = ∂C/∂z: how strongly the cost answers when a little is added to the neuron’s weighted input. Where it is 0, nothing can be improved at this neuron.",
    where: places.fourEquations,
  },
  {
    id: "diagonal-matrix",
    name: "diagonal matrix",
    forms: ["diagonal matrices"],
    meaning:
      "A square matrix with zeros everywhere but on the diagonal from the top left to the bottom right. To multiply by it is to multiply number by number.",
    where: places.fourEquations,
  },
  {
    id: "chain-rule",
    name: "chain rule",
    meaning:
      "If u acts on C only by way of other numbers, ∂C/∂u is the sum, over these, of how much u moves each times how much that moves C.",
    where: places.proof,
  },
  {
    id: "finite-difference",
    name: "finite difference",
    meaning:
      "A derivative measured: move one number a little, see by how much the result changes, and divide by how far it was moved.",
    where: places.fast,
  },
];
