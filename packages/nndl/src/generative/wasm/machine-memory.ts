/** A machine in the kernels' memory, and the operations that go up and down between its two sides. */
import { packWeights, paddedUnits, rowStride, unpackWeights } from "../../engines/wasm/layout.ts";
import type { EngineMemory } from "../../engines/wasm/memory.ts";
import type { Op } from "../../engines/wasm/ops.ts";
import { backwardRoom } from "../../engines/wasm/stages/dense-stage.ts";
import { streamKey } from "../../random/index.ts";
import type { BoltzmannMachine } from "../machine.ts";
import type { MachineParameterName, MachineParameters } from "../parameters.ts";
import { streams } from "../session.ts";
import type { MachineSpec } from "../spec.ts";

/** Rows of visible values: those of the data, and behind them those of the chains. */
export type Side = "data" | "chain";

/** Numbers by their address and how many there are, padding included. */
export interface Block {
  readonly address: number;
  readonly length: number;
}

const bytesPerEntry = 8;
const kinds = { binary: 0, gaussian: 1, probabilities: 2 } as const;

export class MachineMemory {
  readonly spec: MachineSpec;
  /** Rows of each side. */
  readonly rows: number;
  readonly parameters: Readonly<Record<MachineParameterName, Block>>;
  /** Floats from a row of visible values to the next, and of hidden ones. */
  readonly visibleStride: number;
  readonly hiddenStride: number;
  /** z of the hidden units, a row for each example or chain. */
  readonly z: number;
  /** Hidden states, in panels of `stateRows` and in columns. */
  readonly states: number;
  readonly statesT: number;
  readonly stateRows: number;
  readonly #memory: EngineMemory;
  readonly #values: number;
  readonly #entries: {
    readonly rows: number;
    readonly stride: number;
    readonly lengths: number;
    readonly transposed: number;
    readonly transposedBytes: number;
  };
  readonly #room: { readonly transposed: number; readonly transposedBytes: number };

  constructor(spec: MachineSpec, memory: EngineMemory, rows: number, threads: number) {
    const { visible, hidden } = spec;
    this.spec = spec;
    this.rows = rows;
    this.#memory = memory;
    const block = (length: number, purpose: string, slack = 0): Block => ({
      address: memory.allocate(4 * length + slack, purpose),
      length,
    });
    this.parameters = {
      // Going back, the kernels read up to seven inputs past the last one (and drop what they get).
      weights: block(paddedUnits(hidden) * visible, "weights", 512),
      visibleBiases: block(paddedUnits(visible), "biases"),
      hiddenBiases: block(paddedUnits(hidden), "biases"),
    };
    this.visibleStride = rowStride(visible);
    this.hiddenStride = rowStride(hidden);
    // Eight examples come down at once.
    this.#values = memory.allocate((2 * rows + 8) * this.visibleStride * 4 + 256, "visible units");
    this.z = memory.allocate(rows * this.hiddenStride * 4, "hidden units");
    this.stateRows = Math.ceil(rows / 8) * 8;
    const floats = paddedUnits(hidden) * this.stateRows;
    this.states = memory.allocate(floats * 4, "hidden states");
    this.statesT = memory.allocate(floats * 4, "hidden states");
    const stride = Math.ceil(visible / 8) * 8 + 8;
    const inputs = Math.ceil(visible / 16) * 16;
    const needed = inputs * (4 + 4 * (2 * rows + 1) + bytesPerEntry * 2 * rows) + 4 * (2 * rows + 16);
    const transposedBytes = Math.ceil(needed / 64) * 64;
    this.#entries = {
      rows: memory.allocate(2 * rows * stride * bytesPerEntry, "visible units"),
      stride,
      lengths: memory.allocate(2 * rows * 4, "visible units"),
      transposed: memory.allocate(transposedBytes * threads, "the gradient of visible units"),
      transposedBytes,
    };
    const roomBytes = Math.ceil(backwardRoom(hidden) / 64) * 64;
    this.#room = { transposed: memory.allocate(roomBytes * threads + 64, "working room"), transposedBytes: roomBytes };
  }

  /** Where the rows of a side begin. */
  valuesOf(side: Side): number {
    return this.#values + (side === "data" ? 0 : this.rows * this.visibleStride * 4);
  }

  /** A side's rows, copied. */
  readValues(side: Side, count: number): Float32Array {
    return this.readRows(this.valuesOf(side), count);
  }

  /** Rows of visible values, wherever they are. */
  readRows(address: number, count: number): Float32Array {
    const { visible } = this.spec;
    const rows = new Float32Array(count * visible);
    const values = this.#memory.floats(address, count * this.visibleStride);
    for (let i = 0; i < count; i++)
      rows.set(values.subarray(i * this.visibleStride, i * this.visibleStride + visible), i * visible);
    return rows;
  }

  writeValues(side: Side, given: Float32Array): void {
    const { visible } = this.spec;
    const count = given.length / visible;
    const values = this.#memory.floats(this.valuesOf(side), count * this.visibleStride);
    for (let i = 0; i < count; i++) values.set(given.subarray(i * visible, (i + 1) * visible), i * this.visibleStride);
  }

  /** Hidden states as rows [count, hidden]. */
  readStates(count: number): Float32Array {
    const { hidden } = this.spec;
    const panels = this.#memory.floats(this.states, paddedUnits(hidden) * this.stateRows);
    return Float32Array.from(
      { length: count * hidden },
      (_, k) => panels[this.#panelPlace(Math.floor(k / hidden), k % hidden)],
    );
  }

  writeStates(given: Float32Array): void {
    const { hidden } = this.spec;
    const count = given.length / hidden;
    const length = paddedUnits(hidden) * this.stateRows;
    const [panels, columns] = [this.#memory.floats(this.states, length), this.#memory.floats(this.statesT, length)];
    for (let i = 0; i < count; i++)
      for (let j = 0; j < hidden; j++) {
        columns[(Math.floor(i / 8) * paddedUnits(hidden) + j) * 8 + (i % 8)] = given[i * hidden + j];
        panels[this.#panelPlace(i, j)] = given[i * hidden + j];
      }
  }

  /** Where, in panels, an example's state of a hidden unit lies. */
  #panelPlace(i: number, j: number): number {
    return (Math.floor(j / 16) * this.stateRows + i) * 16 + (j % 16);
  }

  upload(machine: BoltzmannMachine): void {
    for (const name of ["weights", "visibleBiases", "hiddenBiases"] as const)
      this.packInto(name, machine[name], this.parameters[name].address);
  }

  download(machine: MachineParameters): void {
    for (const name of ["weights", "visibleBiases", "hiddenBiases"] as const)
      this.unpackFrom(name, this.parameters[name].address, machine[name]);
  }

  /** Writes numbers that belong to a parameter's as the kernels keep them. */
  packInto(name: MachineParameterName, values: Float32Array, address: number): void {
    const into = this.#memory.floats(address, this.parameters[name].length);
    if (name === "weights") packWeights(values, this.spec.hidden, this.#row, into);
    else into.set(values);
  }

  unpackFrom(name: MachineParameterName, address: number, values: Float32Array): void {
    const from = this.#memory.floats(address, this.parameters[name].length);
    if (name === "weights") unpackWeights(from, this.spec.hidden, this.#row, values);
    else values.set(from.subarray(0, values.length));
  }

  get #row() {
    const { visible } = this.spec;
    return { inputs: visible, given: visible, order: (k: number) => k };
  }

  /** z = c + Wv of a side's rows; those that are mostly 0 are listed first. */
  up(side: Side, packed: boolean): readonly Op[] {
    const input = this.valuesOf(side);
    const output = { output: this.z, outputStride: this.hiddenStride };
    if (!packed)
      return [
        {
          name: "denseForward",
          fields: { ...this.#shape, input, inputStride: this.visibleStride, lengths: 0, ...output },
        },
      ];
    const { rows, stride, lengths } = this.#entriesOf(side);
    const pack = { input, inputStride: this.visibleStride, size: this.spec.visible, rows, stride, lengths };
    return [
      { name: "packRows", fields: pack },
      { name: "denseForward", fields: { ...this.#shape, input: rows, inputStride: stride, lengths, ...output } },
    ];
  }

  /** Hᵀ W of the hidden states, into the chains' rows. */
  down(): Op {
    const { visibleStride, stateRows } = this;
    return {
      name: "denseBackward",
      fields: {
        ...this.#shape,
        ...{ delta: this.states, deltaT: this.statesT, rows: stateRows },
        ...{ below: this.valuesOf("chain"), belowT: 0, belowRow: visibleStride * 4, belowPanel: 64 },
        ...{ activation: 0, ...this.#room },
      },
    };
  }

  /** What becomes of z: states, means or both. */
  hidden(fields: Op["fields"], sweep: number): Op {
    const shape = { units: this.spec.hidden, z: this.z, stride: this.hiddenStride };
    return { name: "drawHidden", fields: { ...shape, ...this.chance(streams.hidden(sweep)), ...fields } };
  }

  /** Where hidden states are drawn to. */
  get drawnStates(): Op["fields"] {
    return { states: this.states, statesT: this.statesT, rows: this.stateRows };
  }

  /** What becomes of a side's rows: visible states or means; of the data, states drawn from its numbers. */
  visible(side: Side, draws: boolean, name: string, fields: Op["fields"] = {}): Op {
    const { visible, classes, units } = this.spec;
    return {
      name: "drawVisible",
      fields: {
        ...{ units: visible, classes, rows: this.valuesOf(side), stride: this.visibleStride },
        ...{ biases: this.parameters.visibleBiases.address, draws: draws ? 1 : 0 },
        kind: side === "data" ? kinds.probabilities : kinds[units],
        ...this.chance(name),
        ...fields,
      },
    };
  }

  /** The gradient of −ln p by contrastive divergence, of weights and hidden biases. */
  contrast(means: number, packed: boolean, targets: Op["fields"]): Op {
    const { rows, stride, lengths, transposed, transposedBytes } = this.#entries;
    const input = packed
      ? { input: rows, inputStride: stride, lengths, transposed, transposedBytes }
      : { input: this.valuesOf("data"), inputStride: this.visibleStride, lengths: 0 };
    const errors = { delta: means, rows: 2 * this.rows, deltaRow: 64, deltaPanel: 64 * 2 * this.rows };
    return { name: "contrastGradient", fields: { ...this.#shape, ...input, ...errors, ...targets } };
  }

  /** The key of a stream; its step is the command's. */
  chance(name: string): Op["fields"] {
    const { key, name: words } = streamKey(this.spec.seed, name);
    return { key0: key[0], key1: key[1], name0: words[0], name1: words[1] };
  }

  get #shape() {
    const { weights, hiddenBiases } = this.parameters;
    const { visible, hidden } = this.spec;
    return { inputs: visible, units: hidden, weights: weights.address, biases: hiddenBiases.address };
  }

  #entriesOf(side: Side) {
    const { rows, stride, lengths } = this.#entries;
    const before = side === "data" ? 0 : this.rows;
    return { rows: rows + before * stride * bytesPerEntry, stride, lengths: lengths + before * 4 };
  }
}
