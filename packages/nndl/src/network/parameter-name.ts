/** The name of a parameter in a network: "layers.0.weights". */
export function parameterName(layer: number, name: string): string {
  return `layers.${layer}.${name}`;
}
