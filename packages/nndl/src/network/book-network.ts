/** A network as the book's network2 has it, and back. */
import { NndlError } from "../errors.ts";
import type { BookNetwork } from "../formats/index.ts";
import type { CostName } from "../functions/index.ts";
import { activationOf, sizeOf } from "../layers/index.ts";
import type { GivenTensor, Tensor } from "./parameters.ts";
import type { NetworkInput, NetworkSpec } from "./spec.ts";

const bookCosts: Readonly<Record<BookNetwork["cost"], CostName>> = {
  QuadraticCost: "quadratic",
  CrossEntropyCost: "cross-entropy",
};

export function fromBookNetwork(book: BookNetwork): {
  spec: NetworkInput;
  parameters: ReadonlyMap<string, GivenTensor>;
} {
  const parameters = new Map<string, GivenTensor>();
  book.weights.forEach((rows, layer) => {
    parameters.set(`layers.${layer}.weights`, { shape: [rows.length, rows[0].length], values: rows.flat() });
    parameters.set(`layers.${layer}.biases`, { shape: [rows.length], values: book.biases[layer].flat() });
  });
  const layers: NetworkInput["layers"] = book.sizes
    .slice(1)
    .map((units) => ({ type: "dense", units, activation: "sigmoid", initializer: "gaussian" }));
  return { spec: { input: [book.sizes[0]], layers, cost: bookCosts[book.cost] }, parameters };
}

/** @throws NndlError "book-json.unsupported" for a network that network2 has no word for */
export function toBookNetwork(spec: NetworkSpec, parameters: ReadonlyMap<string, Tensor>): BookNetwork {
  const cost = (Object.keys(bookCosts) as BookNetwork["cost"][]).find((key) => bookCosts[key] === spec.cost);
  const strange = spec.layers.findIndex((layer) => layer.type !== "dense" || layer.activation !== "sigmoid");
  if (cost === undefined || strange >= 0) {
    const layer = spec.layers[strange];
    throw new NndlError("book-json.unsupported", {
      received:
        strange < 0 ? `the ${spec.cost} cost` : `layer ${strange + 1}, ${layer.type}, with ${activationOf(layer)}`,
      expected: "the book's JSON can hold dense sigmoid layers with the quadratic or the cross-entropy cost",
      next: "Save it as .safetensors, which holds every network.",
    });
  }
  const rowsOf = (name: string) => {
    const { shape, values } = parameters.get(name) as Tensor;
    const width = values.length / shape[0];
    return Array.from({ length: shape[0] }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);
  };
  return {
    sizes: [
      sizeOf(spec.input),
      ...spec.layers.map((_, layer) => parameters.get(`layers.${layer}.biases`)?.values.length ?? 0),
    ],
    weights: spec.layers.map((_, layer) => rowsOf(`layers.${layer}.weights`)),
    biases: spec.layers.map((_, layer) => rowsOf(`layers.${layer}.biases`)),
    cost,
  };
}
