import { NndlError } from "../errors.ts";
import {
  type BookNetwork,
  decodeSafetensors,
  encodeSafetensors,
  formatBookJson,
  parseBookJson,
} from "../formats/index.ts";
import type { CostName } from "../functions/index.ts";
import type { Shape } from "../layers/index.ts";
import { checkNetworkSpec, type NetworkInput, type NetworkSpec } from "./spec.ts";

/** What is known about where a network's weights came from. Plain JSON. */
export interface NetworkNotes {
  /** The settings it was trained with. */
  readonly training?: Readonly<Record<string, unknown>>;
  /** What was measured at the end: { "test correct": 9542, … }. */
  readonly metrics?: Readonly<Record<string, number>>;
}

interface NamedTensors extends ReadonlyMap<string, { readonly shape: Shape; readonly values: Float32Array }> {}

/** The parts of a network that a file holds. */
export interface NetworkFile {
  readonly spec: NetworkInput;
  readonly parameters: ReadonlyMap<string, { readonly shape: Shape; readonly values: ArrayLike<number> }>;
  readonly notes: NetworkNotes;
}

/** The metadata keys of a network's safetensors file. */
export const fileKeys = { spec: "nndl.network", notes: "nndl.notes" } as const;

export function encodeNetworkFile(
  network: { readonly spec: NetworkSpec; readonly parameters: NamedTensors; readonly notes: NetworkNotes },
  format: "safetensors" | "book-json",
): Uint8Array {
  if (format === "book-json") return new TextEncoder().encode(formatBookJson(toBookNetwork(network)));
  return encodeSafetensors(network.parameters, {
    [fileKeys.spec]: JSON.stringify(network.spec),
    [fileKeys.notes]: JSON.stringify(network.notes),
  });
}

export function decodeNetworkFile(bytes: Uint8Array, name: string): NetworkFile {
  if (looksLikeJson(bytes)) return fromBookNetwork(parseBookJson(new TextDecoder().decode(bytes)));
  const { tensors, metadata } = decodeSafetensors(bytes);
  const spec = metadata[fileKeys.spec];
  if (spec === undefined)
    throw new NndlError("network.file", {
      received: `a safetensors file without "${fileKeys.spec}" in its metadata`,
      expected: `${name} must be a network that nndl saved`,
      next: "Other programs' weights need a spec: make the network and give the tensors to Network.fromParameters.",
    });
  return {
    spec: checkNetworkSpec(parseJson(spec, name)),
    parameters: floatTensors(tensors, name),
    notes: parseJson(metadata[fileKeys.notes] ?? "{}", name) as NetworkNotes,
  };
}

/** A safetensors file starts with eight bytes of length, then "{"; JSON does not. */
function looksLikeJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 0x20);
  return first === 0x7b && !(bytes[7] === 0 && bytes[8] === 0x7b);
}

export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NndlError(
      "network.file",
      {
        received: "metadata that is not JSON",
        expected: `${name} must be a network that nndl saved`,
        next: "The file is damaged; use another copy.",
      },
      { cause },
    );
  }
}

function floatTensors(
  tensors: ReturnType<typeof decodeSafetensors>["tensors"],
  name: string,
): NetworkFile["parameters"] {
  const result = new Map<string, { shape: Shape; values: ArrayLike<number> }>();
  for (const [key, { shape, values }] of tensors) {
    if (!(values instanceof Float32Array || values instanceof Float64Array))
      throw new NndlError("network.file", {
        received: `${key} as ${values.constructor.name}`,
        expected: `the tensors of ${name} must be float32 or float64`,
        next: "Save the network again with float weights.",
      });
    result.set(key, { shape, values });
  }
  return result;
}

const bookCosts: Readonly<Record<BookNetwork["cost"], CostName>> = {
  QuadraticCost: "quadratic",
  CrossEntropyCost: "cross-entropy",
};

function fromBookNetwork(book: BookNetwork): NetworkFile {
  const parameters = new Map<string, { shape: Shape; values: number[] }>();
  book.weights.forEach((rows, layer) => {
    parameters.set(`layers.${layer}.weights`, { shape: [rows.length, rows[0].length], values: rows.flat() });
    parameters.set(`layers.${layer}.biases`, { shape: [rows.length], values: book.biases[layer].flat() });
  });
  const layers = book.sizes
    .slice(1)
    .map((units) => ({
      type: "dense" as const,
      units,
      activation: "sigmoid" as const,
      initializer: "gaussian" as const,
    }));
  return { spec: { input: [book.sizes[0]], layers, cost: bookCosts[book.cost] }, parameters, notes: {} };
}

function toBookNetwork({ spec, parameters }: { spec: NetworkSpec; parameters: NamedTensors }): BookNetwork {
  const cost = (Object.keys(bookCosts) as BookNetwork["cost"][]).find((key) => bookCosts[key] === spec.cost);
  const strange = spec.layers.find((layer) => layer.type !== "dense" || layer.activation !== "sigmoid");
  if (cost === undefined || strange !== undefined)
    throw new NndlError("book-json.unsupported", {
      received: strange === undefined ? `the ${spec.cost} cost` : `a ${strange.type} layer with ${strange.activation}`,
      expected: "the book's JSON can hold dense sigmoid layers with the quadratic or the cross-entropy cost",
      next: "Save it as .safetensors, which holds every network.",
    });
  const tensor = (name: string) => parameters.get(name) as { shape: Shape; values: Float32Array };
  const rows = ({ shape: [count], values }: { shape: Shape; values: Float32Array }) =>
    Array.from({ length: count }, (_, row) =>
      Array.from(values.subarray((row * values.length) / count, ((row + 1) * values.length) / count)),
    );
  return {
    sizes: [spec.input.reduce((a, b) => a * b, 1), ...spec.layers.map((layer) => layer.units)],
    weights: spec.layers.map((_, layer) => rows(tensor(`layers.${layer}.weights`))),
    biases: spec.layers.map((_, layer) => rows(tensor(`layers.${layer}.biases`))),
    cost,
  };
}
