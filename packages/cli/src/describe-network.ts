import { activationOf, type NetworkSpec } from "nndl";

/** A network in one line: "784-30-10 · sigmoid · quadratic cost". */
export function describeNetwork({ input, layers, cost }: NetworkSpec): string {
  const sizes = [
    input.reduce((product, extent) => product * extent, 1),
    ...layers.map((layer) => (layer.type === "dense" ? layer.units : layer.type)),
  ];
  const activations = new Set(layers.map(activationOf));
  return `${sizes.join("-")} · ${[...activations].join(" and ")} · ${cost} cost`;
}
