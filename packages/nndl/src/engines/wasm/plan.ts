/** The memory a session needs besides its parameters, and the programs that run in it. */
import { NndlError } from "../../errors.ts";
import { type CostName, type OptimizerName, type OptimizerSpec, optimizerOf } from "../../functions/index.ts";
import { activationOf } from "../../layers/index.ts";
import type { Network, PlacedLayer } from "../../network/index.ts";
import { DensePlace, type Errors, type PackedParameter, type RowsIn } from "./dense-place.ts";
import { paddedUnits, rowStride } from "./layout.ts";
import type { EngineMemory } from "./memory.ts";
import { activationCodes, costCodes, deltaRules, type Op, type Program, updateRules, writeProgram } from "./ops.ts";
import type { WasmResident } from "./resident.ts";

/** Examples that are evaluated or predicted at once. */
export const evaluationBatch = 128;

const bytesPerEntry = 8;

/** What a forward pass is for. */
type Purpose = "train" | "gradients" | "evaluate" | "predict";

/** The gradients and the optimizer's arrays of one parameter. */
interface UpdateArrays {
  readonly gradient: number;
  readonly state: readonly number[];
}

export class Plan {
  readonly places: readonly DensePlace[];
  readonly parameters: readonly PackedParameter[];
  /** Float rows to predict, where `gatherFloats` finds them. */
  readonly staging: number;
  /** The output activations, one row for each example of a mini-batch. */
  readonly outputs: number;
  readonly outputStride: number;
  /** The sum of costs (float64) and, after it, of hits (int32). */
  readonly total: number;
  readonly #network: Network;
  readonly #memory: EngineMemory;
  readonly #threads: number;
  /** Rows of activations, and of errors. */
  readonly #rows: number;
  readonly #errorRows: number;
  readonly #inputStride: number;
  readonly #inputRows: number;
  readonly #activations: readonly number[];
  readonly #z: number;
  readonly #targets: number;
  readonly #costs: number;
  readonly #hits: number;
  readonly #errors: readonly Errors[];
  readonly #programs = new Map<string, Program>();
  readonly #optimizerArrays = new Map<string, UpdateArrays>();
  #gradients: readonly number[] | undefined;
  #inputErrors: Errors | undefined;
  #turned: number | undefined;
  #entries: { rows: number; stride: number; lengths: number } | undefined;

  constructor(network: Network, memory: EngineMemory, miniBatchSize: number, threads: number) {
    this.#network = network;
    this.#memory = memory;
    this.#threads = threads;
    // Going back, the kernels compute eight examples at once.
    this.#errorRows = Math.ceil(miniBatchSize / 8) * 8;
    this.#rows = Math.max(this.#errorRows, evaluationBatch);
    this.places = network.layers.map((layer) => densePlace(layer, memory));
    this.parameters = this.places.flatMap((place) => place.parameters);
    const floats = (count: number, purpose: string) => memory.allocate(count * 4, purpose);
    this.#inputStride = rowStride(network.inputSize);
    this.#inputRows = floats(this.#rows * this.#inputStride, "inputs");
    this.staging = floats(evaluationBatch * network.inputSize, "inputs");
    this.#activations = this.places.map(({ units }) => floats(this.#rows * rowStride(units), "activations"));
    this.#errors = this.places.map(({ units }) => this.#errorArrays(units));
    this.outputStride = rowStride(network.outputSize);
    this.outputs = this.#activations[this.#activations.length - 1];
    this.#z = floats(this.#rows * this.outputStride, "outputs");
    this.#targets = floats(this.#rows * this.outputStride, "targets");
    this.#costs = memory.allocate(this.#rows * 8, "costs");
    this.#hits = memory.allocate(this.#rows * 4, "hits");
    this.total = memory.allocate(16, "a sum");
  }

  /** Forward, output error, back, update. */
  training(data: WasmResident, optimizer: OptimizerSpec): Program {
    return this.#program(`train/${optimizer.type}`, data, () => {
      const fused = optimizer.type === "sgd";
      return [
        ...this.#forward(data, "train"),
        ...this.#backward(data, fused, false),
        ...(fused ? [] : this.#updates(optimizer.type)),
      ];
    });
  }

  /** Forward and back, leaving the gradients where {@link gradientOf} and {@link inputErrorsOf} find them. */
  gradients(data: WasmResident): Program {
    return this.#program("gradients", data, () => [
      ...this.#forward(data, "gradients"),
      ...this.#backward(data, false, true),
    ]);
  }

  /** Forward, costs, hits. */
  evaluation(data: WasmResident): Program {
    return this.#program("evaluate", data, () => this.#forward(data, "evaluate"));
  }

  /** Forward from float rows in `staging`. */
  prediction(): Program {
    return this.#program("predict", undefined, () => this.#forward(undefined, "predict"));
  }

  gradientOf(parameter: PackedParameter): Float32Array {
    const index = this.parameters.indexOf(parameter);
    return this.#memory.floats(this.#gradientArrays()[index], parameter.length);
  }

  /** Copies ∂C/∂input of one example of the mini-batch that the gradient program ran on last. */
  inputErrorsOf(example: number, into: Float32Array): void {
    const { delta, rows } = this.#inputErrorArrays();
    const panels = this.#memory.floats(delta, paddedUnits(this.#network.inputSize) * rows);
    for (let k = 0; k < into.length; k++) into[k] = panels[((k >> 4) * rows + example) * 16 + (k & 15)];
  }

  /** The optimizer's arrays for a parameter, in the order of its state names. */
  stateOf(type: OptimizerName, parameter: PackedParameter): readonly Float32Array[] {
    return this.#updateArrays(type, parameter).state.map((at) => this.#memory.floats(at, parameter.length));
  }

  #program(name: string, data: WasmResident | undefined, ops: () => readonly Op[]): Program {
    const key = data === undefined ? name : `${name}/${data.gather.fields.labels}`;
    const program = this.#programs.get(key) ?? writeProgram(this.#memory, ops());
    this.#programs.set(key, program);
    return program;
  }

  #forward(data: WasmResident | undefined, purpose: Purpose): Op[] {
    const ops: Op[] = [this.#gather(data)];
    this.places.forEach((place, l) => {
      const last = l === this.places.length - 1;
      const output = last ? this.#z : this.#activations[l];
      ops.push(place.forward(this.#rowsInto(l, data), output, rowStride(place.units), !last));
      if (!last) ops.push(...this.#softmax("softmaxForward", l));
    });
    const { costs, hits } = { costs: this.#costs, hits: data?.data.targets.kind === "classes" ? this.#hits : 0 };
    ops.push(this.#output(purpose, costs, hits));
    if (purpose !== "predict")
      ops.push({
        name: "sum",
        apart: true,
        fields: { costs, hits: purpose === "evaluate" ? hits : 0, total: this.total },
      });
    return ops;
  }

  #gather(data: WasmResident | undefined): Op {
    const targets = { targets: this.#targets, targetStride: this.outputStride, units: this.#network.outputSize };
    if (data === undefined)
      return {
        name: "gatherFloats",
        fields: {
          data: this.staging,
          size: this.#network.inputSize,
          rows: this.#inputRows,
          stride: this.#inputStride,
        },
      };
    const rows = data.packed ? this.#entryRows() : { rows: this.#inputRows, stride: this.#inputStride };
    return { name: data.gather.name, fields: { ...data.gather.fields, ...targets, ...rows } };
  }

  #output(purpose: Purpose, costs: number, hits: number): Op {
    const last = this.#network.layers[this.#network.layers.length - 1];
    const errors = this.#errors[this.#errors.length - 1];
    const known = purpose !== "predict";
    return {
      name: "output",
      fields: {
        units: this.#network.outputSize,
        activation: activationCodes[activationOf(last.spec)],
        cost: costCodes[this.#network.spec.cost],
        rule: deltaRule(this.#network.spec.cost, activationOf(last.spec)),
        z: this.#z,
        a: this.outputs,
        stride: this.outputStride,
        targets: this.#targets,
        targetStride: this.outputStride,
        ...(purpose === "train" || purpose === "gradients" ? errors : {}),
        costs: known ? costs : 0,
        hits: purpose === "evaluate" ? hits : 0,
        guarded: purpose === "train" ? 1 : 0,
      },
    };
  }

  #backward(data: WasmResident, fused: boolean, toInputs: boolean): Op[] {
    const ops: Op[] = [];
    for (let l = this.places.length - 1; l >= 0; l--) {
      const place = this.places[l];
      if (l > 0) {
        const below = this.places[l - 1];
        ops.push(
          place.backward(this.#errors[l], this.#errors[l - 1], {
            activation: activationCodes[activationOf(below.layer.spec)],
            input: this.#activations[l - 1],
            inputStride: rowStride(below.units),
          }),
          ...this.#softmax("softmaxBackward", l - 1),
        );
      } else if (toInputs) {
        ops.push(place.backward(this.#errors[0], this.#inputErrorArrays()));
      }
      const from = this.#rowsInto(l, data);
      const gradient = place.gradient(from, this.#errors[l], this.#gradientTargets(place, fused, from.lengths !== 0));
      // The layer below is another layer's business; but updates, which follow the last gradient, read them all.
      ops.push({ ...gradient, apart: l > 0 });
    }
    return ops;
  }

  /** What a hidden layer needs besides, where its activation is not of each number by itself. */
  #softmax(name: "softmaxForward" | "softmaxBackward", layer: number): Op[] {
    const { units, layer: placed } = this.places[layer];
    if (activationOf(placed.spec) !== "softmax") return [];
    const rows = { a: this.#activations[layer], stride: rowStride(units) };
    return [{ name, fields: { units, ...rows, ...this.#errors[layer] } }];
  }

  #gradientTargets(place: DensePlace, fused: boolean, packed: boolean) {
    const gradients = fused ? [] : this.#gradientArrays();
    const of = (parameter: PackedParameter) => gradients[this.parameters.indexOf(parameter)] ?? 0;
    return {
      weightGradient: of(place.weights),
      biasGradient: of(place.biases),
      fused: fused ? 1 : 0,
      ...(packed ? this.#turnRoom() : { turned: 0, turnedBytes: 0 }),
    };
  }

  #updates(type: Exclude<OptimizerName, "sgd">): Op[] {
    return this.parameters.map((parameter) => {
      const { gradient, state } = this.#updateArrays(type, parameter);
      return {
        name: "update",
        apart: true,
        fields: {
          rule: updateRules[type],
          length: parameter.length,
          parameter: parameter.address,
          gradient,
          state0: state[0],
          state1: state[1] ?? 0,
          regularized: parameter.regularized ? 1 : 0,
        },
      };
    });
  }

  #updateArrays(type: OptimizerName, parameter: PackedParameter): UpdateArrays {
    const key = `${type}/${parameter.key}`;
    const existing = this.#optimizerArrays.get(key);
    if (existing !== undefined) return existing;
    const arrays = {
      gradient: this.#gradientArrays()[this.parameters.indexOf(parameter)],
      state: optimizerOf({ type } as OptimizerSpec).stateNames.map((name) =>
        this.#memory.allocate(parameter.length * 4, name),
      ),
    };
    this.#optimizerArrays.set(key, arrays);
    return arrays;
  }

  #rowsInto(layer: number, data: WasmResident | undefined): RowsIn {
    if (layer > 0)
      return {
        input: this.#activations[layer - 1],
        inputStride: rowStride(this.places[layer - 1].units),
        lengths: 0,
      };
    if (data?.packed) {
      const { rows, stride, lengths } = this.#entryRows();
      return { input: rows, inputStride: stride, lengths };
    }
    return { input: this.#inputRows, inputStride: this.#inputStride, lengths: 0 };
  }

  #entryRows() {
    if (this.#entries === undefined) {
      const stride = Math.ceil(this.#network.inputSize / 8) * 8 + 8;
      this.#entries = {
        rows: this.#memory.allocate(this.#rows * stride * bytesPerEntry, "inputs"),
        stride,
        lengths: this.#memory.allocate(this.#rows * 4, "inputs"),
      };
    }
    return this.#entries;
  }

  #gradientArrays(): readonly number[] {
    this.#gradients ??= this.parameters.map(({ length }) => this.#memory.allocate(length * 4, "gradients"));
    return this.#gradients;
  }

  #inputErrorArrays(): Errors {
    this.#inputErrors ??= { ...this.#errorArrays(this.#network.inputSize), deltaT: 0 };
    return this.#inputErrors;
  }

  /** Memory in which each thread turns packed entries round; packages/nndl/kernels/sparse.ts says what is where. */
  #turnRoom(): { turned: number; turnedBytes: number } {
    const inputs = Math.ceil(this.#network.inputSize / 16) * 16;
    const rows = this.#errorRows;
    const needed = inputs * (4 + 4 * (rows + 1) + bytesPerEntry * rows) + 4 * (rows + 16);
    const turnedBytes = Math.ceil(needed / 64) * 64;
    this.#turned ??= this.#memory.allocate(turnedBytes * this.#threads, "the gradient of sparse inputs");
    return { turned: this.#turned, turnedBytes };
  }

  #errorArrays(units: number): Errors {
    const floats = paddedUnits(units) * this.#errorRows;
    return {
      delta: this.#memory.allocate(floats * 4, "errors"),
      deltaT: this.#memory.allocate(floats * 4, "errors"),
      rows: this.#errorRows,
    };
  }
}

function densePlace(layer: PlacedLayer, memory: EngineMemory): DensePlace {
  if (layer.spec.type === "dense") return new DensePlace(layer, memory);
  throw new NndlError("engine.layer", {
    received: `layer ${layer.index + 1}, ${layer.spec.type}`,
    expected: "the wasm engine has kernels for dense layers",
    next: "Use the reference engine.",
  });
}

/** How the output error is computed: by the simplified formula of the cost and the activation, where there is one. */
function deltaRule(cost: CostName, activation: keyof typeof activationCodes): number {
  if (activation === "softmax") {
    return {
      quadratic: deltaRules.quadraticSoftmax,
      "cross-entropy": deltaRules.crossEntropySoftmax,
      "log-likelihood": deltaRules.weightedSoftmax,
    }[cost];
  }
  if (cost === "log-likelihood") return deltaRules.chosen;
  return cost === "cross-entropy" || activation === "linear" ? deltaRules.plain : deltaRules.sloped;
}
