import { NndlError, parseLayers } from "nndl";
import { layerCosts } from "nndl/analysis";
import { sizeOf } from "nndl/spec";

/** One layer of a network of dense layers, with what it has to learn. */
export interface LayerCount {
  readonly units: number;
  /** Units of the layer before. */
  readonly from: number;
  readonly weights: number;
  readonly biases: number;
}

/** A network as the book writes it down. */
export interface Architecture {
  /** The units of every layer, the inputs first. */
  readonly sizes: readonly number[];
  readonly layers: readonly LayerCount[];
  readonly parameters: number;
}

/** Numbers with anything that people put between them: "784-15-10", "[784, 15, 10]", "784 → 15 → 10". */
const plain = /^[[(]?\s*\d+(\s*(-|–|,|→|->|\s)\s*\d+)*\s*[\])]?$/;

/**
 * Reads a network of dense layers, as sizes or in the library's short notation, and counts its weights and biases.
 *
 * @throws NndlError as `parseLayers` and `layerCosts` do; "architecture" for a layer that isn't dense
 * @example
 * readArchitecture("784-15-10").parameters; // 784·15 + 15 + 15·10 + 10 = 11,935
 */
export function readArchitecture(text: string): Architecture {
  const sizes = plain.test(text.trim()) ? (text.match(/\d+/g) as string[]) : undefined;
  const notation = sizes === undefined ? text : [sizes[0], ...sizes.slice(1).map((size) => `dense${size}`)].join(" ");
  const parsed = parseLayers(notation);
  const other = parsed.layers.find(({ type }) => type !== "dense");
  if (other !== undefined)
    throw new NndlError("architecture", {
      received: `a layer of type ${other.type}`,
      expected: "only layers whose units take all that the layer before says are drawn here",
      next: "Write sizes such as 784-15-10; the studio shows networks of every kind.",
    });
  let from = sizeOf(parsed.input);
  const layers = layerCosts(parsed).map(({ output, parameters }) => {
    const units = sizeOf(output);
    const layer = { units, from, weights: parameters - units, biases: units };
    from = units;
    return layer;
  });
  return {
    sizes: [sizeOf(parsed.input), ...layers.map(({ units }) => units)],
    layers,
    parameters: layers.reduce((sum, { weights, biases }) => sum + weights + biases, 0),
  };
}
