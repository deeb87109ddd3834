/** A dense layer in the engine's memory, and the operations that compute with it. */
import { activationOf, type DenseSpec, sizeOf } from "../../../layers/index.ts";
import { parameterName } from "../../../network/parameter-name.ts";
import { Grid, Values } from "../grid.ts";
import { type InputOrder, packWeights, paddedUnits, rowStride, unpackWeights } from "../layout.ts";
import type { Op } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";
import type { PlanMemory } from "../plan-memory.ts";
import { Activated } from "./activated.ts";
import { PanelErrors } from "./errors.ts";
import type { StagePlace } from "./grid-stage.ts";
import { type ErrorMemory, type GradientMemory, learns, type Purpose, type Stage } from "./stage.ts";

/** Rows of packed entries: which inputs are not 0, and their values. */
export interface EntryMemory {
  readonly rows: number;
  readonly stride: number;
  readonly lengths: number;
  /** Memory in which each thread transposes entries; packages/nndl/kernels/sparse.ts says what is where. */
  readonly transposed: number;
  readonly transposedBytes: number;
}

const bytesPerEntry = 8;

/** A layer of fewer units gains less from the inputs that it skips than finding them takes. */
const worthPacking = 128;

/** Weights of a layer whose inputs two threads share in training; with fewer, they would only wait for each other. */
const worthSharing = 32768;

/** Bytes that a thread needs to go back through the weights of so many units: see packages/nndl/kernels/backward-sparse.ts. */
export function backwardRoom(units: number): number {
  const [ends, sums, row, listed] = [128, 128, 128, 32];
  const padded = Math.ceil(units / 4) * 4;
  return ends + sums + padded * row + listed * (padded + 4) * bytesPerEntry + 64;
}

/** Bytes that a thread needs to gather sixteen inputs of so many rows. */
function gatherRoom(rows: number): number {
  return 64 * rows;
}

/**
 * Bytes of input rows from which on each thread gathers its inputs for the gradient, sixteen of all rows at a time: then rows
 * lie on more pages of memory than a processor's nearest table of pages lists, 64 or so.
 */
const worthGathering = 64 * 4096;

export class DenseStage implements Stage {
  readonly index: number;
  readonly times: number;
  /** Of one example, in each of the three products. */
  readonly #multiplyAdds: number;
  readonly activation;
  readonly output: Values;
  readonly errors: PanelErrors;
  readonly parameters: readonly PackedParameter[];
  readonly unfused: readonly PackedParameter[] = [];
  readonly #activated: Activated;
  readonly #input: Values;
  readonly #inputs: number;
  readonly #units: number;
  /** Whether the gradient gathers its inputs. */
  readonly #gathers: boolean;
  readonly #weights: PackedParameter;
  readonly #biases: PackedParameter;
  readonly #below: Stage | undefined;
  readonly #planMemory: PlanMemory;
  #entries: EntryMemory | undefined;
  /** Set for operations whose first layer this is: whether its data come packed. */
  packed = false;

  constructor({ layer, input, below, planMemory, frozen }: StagePlace) {
    const spec = layer.spec as DenseSpec;
    const { grid } = input;
    this.index = layer.index;
    this.times = planMemory.times;
    this.#input = input;
    this.#below = below;
    this.#planMemory = planMemory;
    this.#units = spec.units;
    this.#gathers = grid.stride * planMemory.errorRows > worthGathering;
    planMemory.need(Math.max(backwardRoom(spec.units), this.#gathers ? gatherRoom(planMemory.errorRows) : 0));
    // Of a grid, all floats are inputs: those that pad its channels are 0, and so are their weights.
    this.#inputs = grid.isPlain ? sizeOf(layer.input) : grid.floats;
    this.#multiplyAdds = sizeOf(layer.input) * spec.units * this.times;
    this.activation = activationOf(spec);
    const stride = rowStride(spec.units) * 4;
    this.output = Values.allocate(Grid.ofUnits(spec.units, stride), planMemory.rows, planMemory.memory, "activations");
    this.#activated = new Activated(this.output, this.activation, planMemory);
    this.errors = new PanelErrors(this.#activated, planMemory);
    const order: InputOrder = grid.isPlain ? (k) => k : (k) => grid.place(k);
    const [units, inputs, given] = [this.#units, this.#inputs, sizeOf(layer.input)];
    const length = paddedUnits(units) * inputs;
    this.#weights = {
      key: parameterName(layer.index, "weights"),
      // Going back, the kernels read up to seven inputs past the last one (and drop what they get).
      address: planMemory.memory.allocate(length * 4 + 512, "weights"),
      length,
      regularized: true,
      trained: !frozen,
      pack: (values, into) => packWeights(values, units, { inputs, given, order }, into),
      unpack: (from, values) => unpackWeights(from, units, { inputs, given, order }, values),
    };
    this.#biases = {
      key: parameterName(layer.index, "biases"),
      address: planMemory.floats(paddedUnits(units), "biases"),
      length: paddedUnits(units),
      regularized: false,
      trained: !frozen,
      pack: (values, into) => into.set(values),
      unpack: (from, values) => values.set(from.subarray(0, units)),
    };
    this.parameters = [this.#weights, this.#biases];
  }

  sparse(): boolean {
    return this.activation === "relu";
  }

  /** Where the inputs that are not 0 are listed. */
  get entries(): EntryMemory {
    if (this.#entries === undefined) {
      const { memory, rows, errorRows, threads } = this.#planMemory;
      const stride = Math.ceil(this.#inputs / 8) * 8 + 8;
      const inputs = Math.ceil(this.#inputs / 16) * 16;
      const needed = inputs * (4 + 4 * (errorRows + 1) + bytesPerEntry * errorRows) + 4 * (errorRows + 16);
      const transposedBytes = Math.ceil(needed / 64) * 64;
      this.#entries = {
        rows: memory.allocate(rows * stride * bytesPerEntry, "inputs"),
        stride,
        lengths: memory.allocate(rows * 4, "inputs"),
        transposed: memory.allocate(transposedBytes * threads, "the gradient of sparse inputs"),
        transposedBytes,
      };
    }
    return this.#entries;
  }

  forward(purpose: Purpose, last: boolean): readonly Op[] {
    const { fields: output, after } = this.#activated.ending(last);
    const { input, inputStride, lengths } = this.#rows(purpose);
    const rows = { input, inputStride, lengths, outputStride: this.output.grid.stride / 4 };
    return [
      ...(this.#packs(purpose) ? [this.#pack()] : []),
      this.#product("denseForward", { ...rows, ...output, pairs: this.#pairs(purpose) }),
      ...after,
    ];
  }

  backward(purpose: Purpose, below: ErrorMemory | undefined, gradients: GradientMemory): readonly Op[] {
    const { panels } = this.errors;
    const back: Op[] = [];
    if (below !== undefined) {
      const { activation, input, inputStride, ...target } = below.direct();
      const slopes = { activation, input, inputStride };
      back.push(this.#product("denseBackward", { ...panels, ...target, ...slopes, ...this.#room() }));
      back.push(...below.afterDirect());
    }
    if (!learns(purpose) || !this.#weights.trained) return back;
    const gradient = {
      weightGradient: gradients.fused ? 0 : gradients.addressOf(this.#weights),
      biasGradient: gradients.fused ? 0 : gradients.addressOf(this.#biases),
      fused: gradients.fused ? 1 : 0,
    };
    const { delta, rows } = panels;
    const errors = { delta, rows, deltaRow: 64, deltaPanel: 64 * rows, pairs: this.#pairs(purpose) };
    // The stages below are another's business; but updates, which follow the last gradient, read them all.
    const noBarrier = below !== undefined;
    const room = this.#gathers ? this.#room() : {};
    return [
      ...back,
      { ...this.#product("denseGradient", { ...room, ...this.#rows(purpose), ...errors, ...gradient }), noBarrier },
    ];
  }

  afterUpdate(): readonly Op[] {
    return [];
  }

  #pairs(purpose: Purpose): number {
    return learns(purpose) && this.#inputs * this.#units >= worthSharing ? 1 : 0;
  }

  /** Whether it lists its inputs itself. */
  #packs(purpose: Purpose): boolean {
    return !this.packed && this.#units >= worthPacking && (this.#below?.sparse(purpose) ?? false);
  }

  #pack(): Op {
    const { rows, stride, lengths } = this.entries;
    const from = { input: this.#input.base, inputStride: this.#input.grid.stride / 4, size: this.#inputs };
    return { name: "packRows", fields: { ...from, rows, stride, lengths } };
  }

  /** Float rows, or entries where `lengths` is not 0. */
  #rows(purpose: Purpose) {
    if (!this.packed && !this.#packs(purpose))
      return { input: this.#input.base, inputStride: this.#input.grid.stride / 4, lengths: 0 };
    const { rows, stride, lengths, transposed, transposedBytes } = this.entries;
    return { input: rows, inputStride: stride, lengths, transposed, transposedBytes };
  }

  #room() {
    const { room, roomBytes } = this.#planMemory.room;
    return { transposed: room, transposedBytes: roomBytes };
  }

  #product(name: "denseForward" | "denseBackward" | "denseGradient", fields: Op["fields"]): Op {
    const addresses = { weights: this.#weights.address, biases: this.#biases.address };
    const shape = { inputs: this.#inputs, units: this.#units, ...addresses };
    return { name, multiplyAdds: this.#multiplyAdds, fields: { ...shape, ...fields } };
  }
}
