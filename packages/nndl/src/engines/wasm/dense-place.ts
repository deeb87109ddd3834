/** A dense layer in the engine's memory, and the operations that compute with it. */

import { activationOf, sizeOf } from "../../layers/index.ts";
import { type PlacedLayer, parameterName } from "../../network/index.ts";
import { packWeights, paddedUnits, unpackWeights } from "./layout.ts";
import type { EngineMemory } from "./memory.ts";
import { activationCodes, type Op } from "./ops.ts";

/** One parameter in memory, in the layout that the kernels like. */
export interface PackedParameter {
  readonly key: string;
  readonly address: number;
  /** Numbers, padding included. */
  readonly length: number;
  readonly regularized: boolean;
  pack(values: Float32Array, into: Float32Array): void;
  unpack(from: Float32Array, values: Float32Array): void;
}

/** Where a layer's input comes from: float rows, or packed entries when `lengths` is not 0. */
export interface RowsIn {
  readonly input: number;
  readonly inputStride: number;
  readonly lengths: number;
}

export interface Errors {
  readonly delta: number;
  readonly deltaT: number;
  readonly rows: number;
}

export class DensePlace {
  readonly layer: PlacedLayer;
  readonly inputs: number;
  readonly units: number;
  readonly weights: PackedParameter;
  readonly biases: PackedParameter;

  constructor(layer: PlacedLayer, memory: EngineMemory) {
    this.layer = layer;
    this.inputs = sizeOf(layer.input);
    this.units = sizeOf(layer.output);
    const { inputs, units } = this;
    const length = paddedUnits(units) * inputs;
    this.weights = {
      key: parameterName(layer.index, "weights"),
      // Going back, the kernels read up to three inputs past the last one (and drop what they get).
      address: memory.allocate(length * 4 + 256, "weights"),
      length,
      regularized: true,
      pack: (values, into) => packWeights(values, units, inputs, into),
      unpack: (from, values) => unpackWeights(from, units, inputs, values),
    };
    this.biases = {
      key: parameterName(layer.index, "biases"),
      address: memory.allocate(paddedUnits(units) * 4, "biases"),
      length: paddedUnits(units),
      regularized: false,
      pack: (values, into) => into.set(values),
      unpack: (from, values) => values.set(from.subarray(0, units)),
    };
  }

  get parameters(): readonly PackedParameter[] {
    return [this.weights, this.biases];
  }

  forward(from: RowsIn, output: number, outputStride: number, applyActivation: boolean): Op {
    const activation = applyActivation ? activationCodes[activationOf(this.layer.spec)] : 0;
    return { name: "denseForward", fields: { ...this.#shape(), ...from, output, outputStride, activation } };
  }

  /** Errors to the layer below; `slopes` tells that layer's activation and rows, when its δ rather than ∂C/∂a is wanted. */
  backward(errors: Errors, below: Errors, slopes?: { activation: number; input: number; inputStride: number }): Op {
    return {
      name: "denseBackward",
      fields: { ...this.#shape(), ...errors, below: below.delta, belowT: below.deltaT, ...slopes },
    };
  }

  /** Gradients into `weightGradient` and `biasGradient`, or at once into the parameters when `fused`. */
  gradient(
    from: RowsIn,
    errors: Errors,
    into: Readonly<Record<"weightGradient" | "biasGradient" | "fused" | "turned" | "turnedBytes", number>>,
  ): Op {
    return {
      name: "denseGradient",
      fields: { ...this.#shape(), ...from, delta: errors.delta, rows: errors.rows, ...into },
    };
  }

  #shape() {
    return {
      inputs: this.inputs,
      units: this.units,
      weights: this.weights.address,
      biases: this.biases.address,
    };
  }
}
