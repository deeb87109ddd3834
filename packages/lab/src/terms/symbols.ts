import { places } from "./places.ts";
import type { Term } from "./term.ts";

/** The symbols of formulas that no other list has, and what they are made of. */
export const symbols: readonly Term[] = [
  {
    id: "sum",
    name: "sum sign",
    also: ["Σ"],
    tex: ["\\sum"],
    meaning: "Σ says: add up what follows, for every value of the letter below it.",
    where: places.perceptrons,
  },
  {
    id: "vector",
    name: "vector",
    meaning: "A list of numbers, its components, taken as one thing; it can be thought of as an arrow.",
    where: places.perceptrons,
  },
  {
    id: "dot-product",
    name: "dot product",
    tex: ["\\cdot"],
    meaning: "w · x, the product of two vectors: their components multiplied in pairs and added up.",
    where: places.perceptrons,
  },
  {
    id: "exponential",
    name: "exponential function",
    also: ["exp"],
    tex: ["e^", "\\exp"],
    meaning: "e = 2.718… raised to a power; exp(z) is another way to write e^z, for when z is long.",
    where: places.sigmoids,
  },
  {
    id: "delta",
    name: "delta",
    also: ["Δ"],
    tex: ["\\Delta"],
    meaning: "Δ before a name means a change of it: Δw is by how much w changes.",
    where: places.sigmoids,
  },
  {
    id: "partial-derivative",
    name: "partial derivative",
    also: ["derivative", "∂"],
    tex: ["\\partial"],
    meaning:
      "∂C/∂w says how strongly C answers when w alone is changed a little and everything else is held still: the slope in that one direction.",
    where: places.sigmoids,
  },
  {
    id: "linear-function",
    name: "linear function",
    meaning:
      "A function in which every variable is only multiplied by a fixed number, and the results are added: twice the change has twice the effect.",
    where: places.sigmoids,
  },
  {
    id: "transpose",
    name: "transpose",
    forms: ["transposed"],
    tex: ["^T"],
    meaning: "A superscript T turns a row into a column, or exchanges the rows and columns of a matrix.",
    where: places.descent,
  },
  {
    id: "length",
    name: "length of a vector",
    also: ["‖·‖"],
    tex: ["\\lVert"],
    meaning:
      "‖v‖ is the length of the vector v as an arrow, by Pythagoras: the root of the sum of the squares of its components.",
    where: places.descent,
  },
  {
    id: "gradient",
    name: "gradient",
    also: ["∇"],
    tex: ["\\nabla"],
    meaning: "∇C, the vector of all partial derivatives of C. It points the way in which C rises fastest.",
    where: places.descent,
  },
  {
    id: "matrix",
    name: "matrix",
    forms: ["matrices"],
    meaning:
      "A table of numbers. Times a vector it gives a vector: each of its rows is multiplied with the vector as in a dot product.",
    where: places.program,
  },
  {
    id: "space",
    name: "space of n dimensions",
    also: ["Rⁿ"],
    tex: ["\\mathbf{R}"],
    meaning:
      "Rⁿ holds all lists of n numbers, as the plane, R², holds all pairs. [0, 1]ⁿ is the part of it in which every number lies between 0 and 1: a square, a cube and so on.",
    where: places.manyInputs,
  },
];
