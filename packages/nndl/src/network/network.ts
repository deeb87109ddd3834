import { platform } from "#platform";
import { NndlError } from "../errors.ts";
import { sha256Hex } from "../formats/index.ts";
import { type Shape, sizeOf } from "../layers/index.ts";
import { stream } from "../random/index.ts";
import { decodeNetworkFile, encodeNetworkFile, type NetworkNotes } from "./file.ts";
import { checkNetworkSpec, type NetworkInput, type NetworkSpec, type PlacedLayer, placeLayers } from "./spec.ts";

/** One array of parameters: its shape, and its values in row-major order. */
export interface Tensor {
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** The name of a parameter in a network: "layers.0.weights". */
export function parameterName(layer: number, name: string): string {
  return `layers.${layer}.${name}`;
}

/**
 * A network: its description and its parameters. It computes nothing by itself; an engine does, and `train`,
 * `evaluate` and `predict` choose one.
 */
export class Network {
  readonly spec: NetworkSpec;
  readonly layers: readonly PlacedLayer[];
  /** Weights [units, inputs] and biases [units] of every layer, in order: "layers.0.weights", "layers.0.biases", … */
  readonly parameters: ReadonlyMap<string, Tensor>;
  /** What is known about where the weights came from; saved with them. */
  notes: NetworkNotes;

  /** Use {@link network}, {@link Network.fromParameters} or {@link Network.load}. */
  private constructor(spec: NetworkSpec, parameters: ReadonlyMap<string, Tensor>, notes: NetworkNotes) {
    this.spec = spec;
    this.layers = placeLayers(spec);
    this.parameters = parameters;
    this.notes = notes;
  }

  /** A network with its first weights, drawn from the spec's seed: one stream for each parameter. */
  static initialize(input: NetworkInput): Network {
    const spec = checkNetworkSpec(input);
    const parameters = new Map<string, Tensor>();
    for (const layer of placeLayers(spec)) {
      for (const { name, shape, deviation } of layer.parameters) {
        const values = new Float32Array(sizeOf(shape));
        const key = parameterName(layer.index, name);
        if (deviation > 0) stream(spec.seed, `initialize/${key}`).fillGaussian(values, 0, deviation);
        parameters.set(key, { shape, values });
      }
    }
    return new Network(spec, parameters, {});
  }

  /**
   * A network with the given weights, which are copied.
   * @throws NndlError "network.parameters" when a parameter is missing, superfluous, of another shape or not finite
   */
  static fromParameters(
    input: NetworkInput,
    values: ReadonlyMap<string, { readonly shape: Shape; readonly values: ArrayLike<number> }>,
    notes: NetworkNotes = {},
  ): Network {
    const spec = checkNetworkSpec(input);
    const parameters = new Map<string, Tensor>();
    for (const layer of placeLayers(spec)) {
      for (const { name, shape } of layer.parameters) {
        const key = parameterName(layer.index, name);
        const given = values.get(key);
        if (given === undefined || given.shape.join() !== shape.join() || given.values.length !== sizeOf(shape))
          throw new NndlError("network.parameters", {
            received: given === undefined ? "nothing" : `shape [${given.shape.join(", ")}]`,
            expected: `${key} must have the shape [${shape.join(", ")}]`,
            next: "Give the parameters of the network that the spec describes.",
          });
        const copy = Float32Array.from(given.values);
        const wrong = copy.findIndex((value) => !Number.isFinite(value));
        if (wrong >= 0)
          throw new NndlError("network.parameters", {
            received: `${given.values[wrong]} at position ${wrong}`,
            expected: `${key} must be finite numbers that a float32 can hold`,
            next: "These weights come from a run that diverged or from a damaged file; use an earlier one.",
          });
        parameters.set(key, { shape, values: copy });
      }
    }
    const extra = [...values.keys()].find((key) => !parameters.has(key));
    if (extra !== undefined)
      throw new NndlError("network.parameters", {
        received: `the superfluous parameter ${extra}`,
        expected: `the parameters must be ${[...parameters.keys()].join(", ")}`,
        next: "Give the parameters of the network that the spec describes.",
      });
    return new Network(spec, parameters, notes);
  }

  /**
   * Reads a network: a safetensors file that {@link save} wrote, or JSON in the shape of the book's network2.
   * @param location a path (Node) or a URL
   * @throws NndlError "file.read", "safetensors.…", "book-json.…", "network.…"; nothing is ever half-loaded
   */
  static async load(location: string): Promise<Network> {
    return Network.fromBytes(await platform.readBytes(location), location);
  }

  /** As {@link load}, from bytes; `name` stands for them in errors. */
  static fromBytes(bytes: Uint8Array, name = "these bytes"): Network {
    const { spec, parameters, notes } = decodeNetworkFile(bytes, name);
    return Network.fromParameters(spec, parameters, notes);
  }

  /**
   * Writes the network as safetensors, or as the book's network2 JSON when the path ends in ".json".
   * A crash at any moment leaves the old file or the new one.
   */
  async save(path: string): Promise<void> {
    await platform.writeFileAtomically(path, this.toBytes(path.endsWith(".json") ? "book-json" : "safetensors"));
  }

  /** The bytes that {@link save} writes. */
  toBytes(format: "safetensors" | "book-json" = "safetensors"): Uint8Array {
    return encodeNetworkFile(this, format);
  }

  /** A network of the same spec with a copy of these weights. */
  clone(): Network {
    return Network.fromParameters(this.spec, this.parameters, this.notes);
  }

  get inputSize(): number {
    return sizeOf(this.spec.input);
  }

  get outputSize(): number {
    return sizeOf((this.layers.at(-1) as PlacedLayer).output);
  }

  get parameterCount(): number {
    let count = 0;
    for (const { values } of this.parameters.values()) count += values.length;
    return count;
  }

  /** SHA-256 of all parameters, in order, as little-endian float32: equal hashes mean equal networks, to the bit. */
  sha256(): string {
    return sha256Hex([...this.parameters.values()].map(({ values }) => littleEndianBytes(values)));
  }
}

/**
 * Makes a network with its first weights.
 *
 * @throws NndlError when the description is wrong, with the layer's position and what would fit
 * @example
 * const net = network({ input: [784], layers: [dense(30), dense(10)], cost: "quadratic", seed: 1 });
 */
export function network(input: NetworkInput): Network {
  return Network.initialize(input);
}

function littleEndianBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
